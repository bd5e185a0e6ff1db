# 0/4: the powers are swapped
import torch
x = torch.tensor(2.0, requires_grad=True)
y = 3 * x**2 + 2 * x**3 + 5
y.backward()
print(x.grad)
