# 4/4: backward for each element of the vector by itself
import torch
x = torch.linspace(-2, 2, 5, requires_grad=True)
for xi in x:
    (xi * xi).backward(retain_graph=True)
print(x.grad)
