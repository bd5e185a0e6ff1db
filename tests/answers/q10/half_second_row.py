# 2/4: counts from 1, so takes the second row
import torch
x = torch.arange(9).reshape(3, 3)
row = x[1]
col = x[:, -1]
print(row, col)
