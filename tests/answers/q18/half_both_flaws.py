# 4/6: relu in place, and a sigmoid that overflows
import torch

def relu(x):
    x *= (x > 0)
    return x

def sigmoid(x):
    e = x.exp()
    return e / (e + 1)

print(relu(torch.tensor([2.0, -2.0])), sigmoid(torch.tensor([0.1])))
