# 0/3: a (1, 3) operand raises
import torch
a = torch.tensor([[1, 2, 3]])
b = torch.tensor([[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]])
print(a + b)
