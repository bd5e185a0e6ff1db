# 1/4: backward twice makes 88
import torch
x = torch.tensor(2.0, requires_grad=True)
y = 3 * x**3 + 2 * x**2 + 5
y.backward(retain_graph=True)
y.backward()
print(x.grad)
