# 0/2: the end of arange is left out
import torch
x = torch.arange(1, 5)
print(x)
