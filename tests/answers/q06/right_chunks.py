# 3/3: cut into pieces of two and stacked
import torch
a = torch.tensor([[3, 1, 4], [1, 5, 9]])
pieces = a.flatten().split(2)
b = torch.stack(pieces)
print(b)
