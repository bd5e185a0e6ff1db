# 3/3: a Linear inside Sequential, shapes and counts shown as well
import torch
from torch import nn
model = nn.Sequential(nn.Linear(2, 1))
total = 0
for name, p in model.named_parameters():
    print(name, tuple(p.shape), p.numel())
    print(p.data)
    total += p.numel()
print("total", total)
