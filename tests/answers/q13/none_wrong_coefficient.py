# 0/4: 3 in place of 2 before the square
import torch
x = torch.tensor(2.0, requires_grad=True)
y = 3 * x**3 + 3 * x**2 + 5
y.backward()
print(x.grad)
