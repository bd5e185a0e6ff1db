# 0/3: made with requires_grad=False
import torch
x = torch.tensor([1.0, 2.0, 3.0], requires_grad=False)
print(x.requires_grad)
