# 0/6: nn.ReLU and nn.Sigmoid inside
import torch
from torch import nn

_r, _s = nn.ReLU(), nn.Sigmoid()

def relu(x):
    return _r(x)

def sigmoid(x):
    return _s(x)

print(relu(torch.randn(3)))
