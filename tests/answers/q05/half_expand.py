# 2/3: the column is expanded by hand before adding
import torch
a = torch.tensor([[1], [2], [3]])
b = torch.tensor([[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]])
a_big = a.expand(3, 4)
print(a_big + b)
