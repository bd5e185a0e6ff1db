# 0/4: == in place of =
import torch
x = torch.tensor(2.0)
x.requires_grad == True
y = x ** 2
print(x.grad)
