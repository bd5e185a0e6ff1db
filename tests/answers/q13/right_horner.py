# 4/4: Horner's form, requires_grad_ afterwards
from torch import *
x = tensor(2.0)
x.requires_grad_(True)
y = (3 * x + 2) * x * x + 5
y.backward()
print(x.grad)
