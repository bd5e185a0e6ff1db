# 1/3: no_grad() without with, thrown away at once
import torch
x = torch.tensor(3.0, requires_grad=True)
torch.no_grad()
y = x * 2
print(y.requires_grad)
