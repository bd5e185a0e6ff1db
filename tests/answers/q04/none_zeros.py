# 0/4: right shapes, all zeros
import torch
a = torch.tensor([[1, 2], [3, 4]])
b = torch.tensor([[5, 6], [7, 8]])
added = torch.zeros(2, 2)
multiplied = torch.zeros(2, 2)
print(added, multiplied)
