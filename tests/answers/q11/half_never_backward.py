# 1/4: backward is never called, so grad is None
import torch
x = torch.tensor(3.0, requires_grad=True)
y = x ** 2
print(x.grad)
