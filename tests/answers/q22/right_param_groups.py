# 3/3: parameters in groups
import torch
l = torch.nn.Linear(5, 1)
lr = 0.01
opt = torch.optim.SGD([{"params": [l.weight]}, {"params": [l.bias]}], lr=lr)
for g in opt.param_groups:
    print(g["lr"], len(g["params"]))
