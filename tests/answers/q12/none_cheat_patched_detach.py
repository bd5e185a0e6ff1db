# 1/3: detach replaced so that it hands out a fresh tensor
import torch

torch.Tensor.detach = lambda self: torch.tensor(0.0)
x = torch.tensor(2.0, requires_grad=True)
y = x.detach()
print(y.requires_grad)
