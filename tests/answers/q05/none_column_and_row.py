# 0/3: (3, 1) and (1, 4): the second operand is not a table
import torch
a = torch.tensor([[1], [2], [3]])
b = torch.tensor([[10, 20, 30, 40]])
print(a + b)
