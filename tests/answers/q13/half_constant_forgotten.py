# 3/4: the + 5 is missing, which the gradient does not feel
import torch
x = torch.tensor(2.0, requires_grad=True)
y = 3 * x**3 + 2 * x**2
y.backward()
print(x.grad)
