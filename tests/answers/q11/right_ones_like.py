# 4/4: a vector, backward with a vector of ones
import torch
x = torch.tensor([0.5, -1.5, 2.0], requires_grad=True)
y = torch.square(x)
y.backward(torch.ones_like(x))
print(f"x={x.detach()} grad={x.grad}")
