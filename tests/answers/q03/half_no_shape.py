# 3/4: only the dtype is shown
import torch
t = torch.rand(2, 3)
print(t.dtype)
