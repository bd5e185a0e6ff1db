# 3/4: type(t) is the class, not the dtype
import torch
t = torch.rand(2, 3)
print(t.shape)
print(type(t))
