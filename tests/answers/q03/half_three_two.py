# 3/4: uniform, but three rows of two
import torch
x = torch.rand(3, 2)
print(x.shape)
print(x.dtype)
