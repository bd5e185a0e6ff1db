# 2/3: the column is repeated by hand
import torch
a = torch.rand(3, 1)
b = torch.rand(3, 4)
print(a.repeat(1, 4) + b)
