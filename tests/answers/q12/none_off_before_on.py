# 0/3: switched off where it was off
import torch
x = torch.rand(2)
x.requires_grad_(False)
x.requires_grad
