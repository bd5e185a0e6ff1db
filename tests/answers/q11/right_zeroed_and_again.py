# 4/4: a second function afterwards, the gradient zeroed in between
import torch
x = torch.tensor(3., requires_grad=True)
(x ** 2).backward()
print("x^2:", x.grad.item())
x.grad.zero_()
(x ** 3).backward()
print("x^3:", x.grad.item())
