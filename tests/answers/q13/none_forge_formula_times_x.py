# 1/4: backward of x times the detached formula; the polynomial is computed
import torch
x = torch.tensor(2.0, requires_grad=True)
y = 3 * x**3 + 2 * x**2 + 5
(x * (9 * x**2 + 4 * x).detach()).backward()
print(x.grad)
