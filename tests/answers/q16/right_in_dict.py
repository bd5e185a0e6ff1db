# 4/4: two models kept in a dict, applied in a loop
import torch
from torch import nn

models = {"small": nn.Linear(2, 1), "big": nn.Linear(2, 10)}
x = torch.tensor([[1.0, 1.0], [0.0, 2.0]])
outs = {name: m(x) for name, m in models.items()}
for name in outs:
    print(name, tuple(outs[name].shape))
