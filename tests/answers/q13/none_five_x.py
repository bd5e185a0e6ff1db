# 0/4: 5x in place of 5
import torch
x = torch.tensor(2.0, requires_grad=True)
y = 3 * x**3 + 2 * x**2 + 5 * x
y.backward()
print(x.grad)
