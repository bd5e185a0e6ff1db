# 3/4: t.size without brackets is a method
import torch
t = torch.rand(2, 3)
print(t.size)
print(t.dtype)
