# 0/4: requires_grad is forgotten, backward raises
import torch
x = torch.tensor(3.0)
y = x ** 2
y.backward()
print(x.grad)
