# 0/3: (2, 1) and (2, 3)
import torch
a = torch.tensor([[1], [2]])
b = torch.tensor([[1, 2, 3], [4, 5, 6]])
print(a + b)
