# 2/4: the column is missing
import torch
t = torch.rand(3, 3)
print(t[0])
