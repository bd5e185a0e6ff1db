# 4/4: a tensor of one element, bare last expression
import torch
x = torch.tensor([2.0], requires_grad=True)
y = 3 * x.pow(3) + 2 * x.pow(2) + 5
y.backward()
x.grad
