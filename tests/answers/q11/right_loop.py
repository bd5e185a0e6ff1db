# 4/4: several x in turn
from torch import tensor
for value in (1.0, 2.5, -3.0):
    x = tensor(value, requires_grad=True)
    y = x**2
    y.backward()
    print(value, "->", x.grad.item())
