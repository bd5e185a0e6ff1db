# 4/4: shape and dtype shown inside a dictionary
import torch
t = torch.rand(6).view(2, 3)
d = {"shape": t.shape, "dtype": t.dtype}
print(d)
