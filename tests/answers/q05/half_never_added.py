# 1/3: both tensors are made and nothing is added
import torch
a = torch.rand(3, 1)
b = torch.rand(3, 4)
print(a.shape, b.shape)
