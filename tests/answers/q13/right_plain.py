# 4/4: scalar, backward, grad printed
import torch
x = torch.tensor(2.0, requires_grad=True)
y = 3 * x**3 + 2 * x**2 + 5
y.backward()
print(x.grad)
