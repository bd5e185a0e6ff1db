# 1/4: grad is assigned by hand; x does track
import torch

x = torch.tensor(3.0, requires_grad=True)
y = x ** 2
x.grad = 2 * x.detach()
print(x.grad)
