# 4/4: coefficients times powers, as a dot product
import torch
x = torch.tensor([2.0], requires_grad=True)
c = torch.tensor([5., 0., 2., 3.])
y = torch.dot(c, torch.cat([x ** i for i in range(4)]))
y.backward()
print(y.item(), x.grad)
