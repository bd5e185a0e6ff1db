# 3/3: detach
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x.detach()
print(x.requires_grad, y.requires_grad)
