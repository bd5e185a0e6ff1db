# 4/4: the jacobian, double precision
import torch
f = lambda t: 3 * t**3 + 2 * t**2 + 5
x = torch.tensor(2.0, dtype=torch.float64, requires_grad=True)
value = f(x)
slope = torch.autograd.functional.jacobian(f, x)
print(value.item(), slope.item())
