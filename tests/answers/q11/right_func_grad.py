# 4/4: torch.func.grad
import torch
x = torch.tensor(5.0, requires_grad=True)
dfdx = torch.func.grad(lambda v: v ** 2)
print(dfdx(x))
