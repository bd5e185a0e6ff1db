# 0/4: tracking switched off
import torch
x = torch.tensor(2.0, requires_grad=False)
y = x ** 2
print(y, x.grad)
