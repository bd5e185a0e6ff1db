# 0/4: a whole number cannot track
import torch
x = torch.tensor(2, requires_grad=True)
y = 3 * x**3 + 2 * x**2 + 5
y.backward()
print(x.grad)
