# 1/4: backward is called on a detached copy, which raises
import torch
x = torch.tensor(2.0, requires_grad=True)
y = 3 * x**3 + 2 * x**2 + 5
y = y.detach()
y.backward()
print(x.grad)
