# 0/4: squares where the cube belongs
import torch
x = torch.tensor(2.0, requires_grad=True)
y = 3 * x**2 + 2 * x**2 + 5
y.backward()
print(x.grad)
