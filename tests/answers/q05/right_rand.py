# 3/3: both random
import torch
a = torch.rand(3, 1)
b = torch.rand(3, 4)
c = a + b
print(c.shape)
print(c)
