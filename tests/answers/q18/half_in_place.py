# 5/6: relu changes its input
import torch

def relu(x):
    x[x < 0] = 0
    return x

def sigmoid(x):
    return 1 / (1 + torch.exp(-x))

t = torch.tensor([-1.0, 2.0, -3.0])
print(relu(t))
