# 1/4: the mean divides the gradient by three
import torch
x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
y = (x ** 2).mean()
y.backward()
print(x.grad)
