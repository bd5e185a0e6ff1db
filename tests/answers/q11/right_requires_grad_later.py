# 4/4: requires_grad_() afterwards, x * x, item()
import torch as tc
x = tc.tensor(4.5)
x.requires_grad_()
(x * x).backward()
print("dy/dx =", x.grad.item())
