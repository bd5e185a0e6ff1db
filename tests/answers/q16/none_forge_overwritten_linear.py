# 0/4: torch.nn.Linear replaced by a class of one's own of the same name, module and attributes
import torch
from torch import nn

class Linear(nn.Module):
    __module__ = "torch.nn.modules.linear"
    def __init__(self, i, o):
        super().__init__()
        self.weight = nn.Parameter(torch.rand(o, i))
        self.bias = nn.Parameter(torch.rand(o))
    def forward(self, x):
        return x @ self.weight.T + self.bias

nn.Linear = Linear
model = nn.Linear(3, 2)
print(model(torch.rand(4, 3)))
