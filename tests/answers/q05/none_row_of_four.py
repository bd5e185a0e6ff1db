# 0/3: a (1, 4) operand broadcasts the other way
import torch
a = torch.tensor([[1, 2, 3, 4]])
b = torch.tensor([[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]])
print(a + b)
