# 0/2: arange(5) starts at 0
import torch
x = torch.arange(5)
print(x)
