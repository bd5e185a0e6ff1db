# 0/3: two random tensors
import torch
a = torch.rand(2, 3)
b = torch.rand(3, 2)
print(a.shape, b.shape)
