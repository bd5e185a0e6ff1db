# 1/4: detached before it is squared
import torch
x = torch.tensor(4.0, requires_grad=True)
y = x.detach() ** 2
y.backward()
print(x.grad)
