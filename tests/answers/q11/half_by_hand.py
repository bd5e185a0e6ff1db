# 1/4: the gradient is computed by hand
import torch
x = torch.tensor(3.0, requires_grad=True)
y = x ** 2
grad = 2 * x
print(grad)
