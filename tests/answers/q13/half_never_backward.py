# 1/4: backward is never called
import torch
x = torch.tensor(2.0, requires_grad=True)
y = 3 * x**3 + 2 * x**2 + 5
print(y)
print(x.grad)
