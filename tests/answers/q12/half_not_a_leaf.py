# 1/3: requires_grad_(False) on a computed tensor raises
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x * 2
y.requires_grad_(False)
print(y)
