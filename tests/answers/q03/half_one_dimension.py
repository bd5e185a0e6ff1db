# 1/4: six numbers in one dimension
import torch
t = torch.rand(6)
print(t.shape, t.dtype)
