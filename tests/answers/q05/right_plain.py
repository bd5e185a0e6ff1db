# 3/3: typed-in column, typed-in table
import torch
col = torch.tensor([[1], [2], [3]])
tab = torch.tensor([[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]])
print(col + tab)
