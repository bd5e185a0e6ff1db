# 4/4: torch.autograd.grad
import torch
from torch.autograd import grad
x = torch.tensor(-2.0, requires_grad=True)
y = torch.pow(x, 2)
(g,) = grad(y, x)
print(g)
