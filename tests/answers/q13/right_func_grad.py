# 4/4: torch.func.grad of a function, the value shown too
import torch
from torch.func import grad

def f(x):
    return 3 * x ** 3 + 2 * x ** 2 + 5

x = torch.tensor(2.0, requires_grad=True)
print(f(x))
print(grad(f)(x))
