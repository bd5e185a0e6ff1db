# 6/6: (x + |x|) / 2, sigmoid through tanh
import torch

def relu(z):
    return (z + abs(z)) / 2

def sigmoid(z):
    return 0.5 * (1 + torch.tanh(z / 2))

for f in (relu, sigmoid):
    print(f.__name__, f(torch.tensor([-4.0, 4.0])))
