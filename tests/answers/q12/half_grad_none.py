# 1/3: the gradient is thrown away, tracking goes on
import torch
x = torch.tensor(3.0, requires_grad=True)
(x ** 2).backward()
x.grad = None
print(x.grad)
