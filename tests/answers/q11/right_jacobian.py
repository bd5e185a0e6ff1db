# 4/4: the jacobian of the square at one number
import torch
from torch.autograd.functional import jacobian

def quadrat(x):
    return x ** 2

x = torch.tensor(1.5, requires_grad=True)
steigung = jacobian(quadrat, x)
print("Steigung:", steigung)
