# 0/4: requires_grad forgotten, backward raises
import torch
x = torch.tensor(2.0)
y = 3 * x**3 + 2 * x**2 + 5
y.backward()
print(x.grad)
