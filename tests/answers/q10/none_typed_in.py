# 0/4: row and column typed in
import torch
t = torch.tensor([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
row = torch.tensor([1, 2, 3])
col = torch.tensor([3, 6, 9])
print(row, col)
