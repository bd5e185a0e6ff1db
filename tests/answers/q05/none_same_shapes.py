# 0/3: both (3, 4), nothing to broadcast
import torch
a = torch.rand(3, 4)
b = torch.rand(3, 4)
print(a + b)
