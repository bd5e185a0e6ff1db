# 4/4: torch.func.grad_and_value of PyTorch's own function
import torch
from torch.func import grad_and_value
x = torch.tensor(1.5, requires_grad=True)
g, v = grad_and_value(torch.square)(x)
print(g)
