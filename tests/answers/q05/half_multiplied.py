# 1/3: multiplied, not added
import torch
a = torch.tensor([[1], [2], [3]])
b = torch.tensor([[4, 5, 6, 7], [7, 6, 5, 4], [1, 3, 5, 7]])
print(a * b)
