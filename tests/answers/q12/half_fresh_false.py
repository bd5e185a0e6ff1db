# 1/3: a second tensor made with requires_grad=False
import torch
x = torch.rand(3, requires_grad=True)
z = torch.rand(3, requires_grad=False)
print(x.requires_grad, z.requires_grad)
