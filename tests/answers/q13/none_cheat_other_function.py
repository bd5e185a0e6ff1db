# 0/4: 44 x has the wanted gradient at 2, and everywhere else
import torch

x = torch.tensor(2.0, requires_grad=True)
y = 44 * x
y.backward()
print(x.grad)
