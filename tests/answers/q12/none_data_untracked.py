# 0/3: .data of a tensor that tracks nothing
import torch
a = torch.ones(3)
b = a.data
print(b)
