# 0/3: tracking was never on
import torch
x = torch.tensor([1.0, 2.0])
y = x.detach()
print(y.requires_grad)
