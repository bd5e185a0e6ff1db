# 0/4: counts from 1: second row, then an index that is not there
import torch
t = torch.tensor([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
print(t[1])
print(t[:, 3])
