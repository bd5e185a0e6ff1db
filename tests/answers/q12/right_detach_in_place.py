# 3/3: detach_() on a computed tensor
import torch
x = torch.tensor(2.0, requires_grad=True)
y = x ** 3
print(y.grad_fn)
y.detach_()
print(y.grad_fn)
