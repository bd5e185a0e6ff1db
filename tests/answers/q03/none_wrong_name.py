# 0/4: torch.random is a module, calling it raises
import torch
x = torch.random(2, 3)
print(x.shape, x.dtype)
