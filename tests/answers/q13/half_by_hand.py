# 1/4: the function is right, its gradient a formula worked out by hand
import torch
x = torch.tensor(2.0, requires_grad=True)
y = 3 * x**3 + 2 * x**2 + 5
dy = 9 * x**2 + 4 * x
print(dy)
