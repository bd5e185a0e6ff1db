# 4/4: a random matrix
import torch
torch.manual_seed(1)
x = torch.randn(2, 2, requires_grad=True)
loss = x.pow(2).sum()
loss.backward()
print(x.grad)
print(torch.allclose(x.grad, 2 * x))
