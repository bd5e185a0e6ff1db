# 3/4: a dtype that is read and not shown; what is shown is a text
import torch
t = torch.rand(2, 3, dtype=torch.float64)
k = t.dtype
print("the dtype is torch.float64")
print(t.shape)
