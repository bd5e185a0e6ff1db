# 1/4: computed inside no_grad, so backward raises
import torch
x = torch.tensor(4.0, requires_grad=True)
with torch.no_grad():
    y = x ** 2
y.backward()
print(x.grad)
