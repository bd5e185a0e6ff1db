# 0/4: a misspelt argument raises
import torch
x = torch.tensor(3.0, require_grad=True)
y = x ** 2
y.backward()
print(x.grad)
