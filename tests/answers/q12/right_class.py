# 3/3: a class that freezes its weight
import torch
from torch import nn

class Frozen:
    def __init__(self):
        self.weight = nn.Parameter(torch.randn(3))

    def freeze(self):
        self.weight.requires_grad_(False)

f = Frozen()
print(f.weight.requires_grad)
f.freeze()
print(f.weight.requires_grad)
