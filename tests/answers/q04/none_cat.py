# 0/4: put side by side, and multiplied entry by entry
import torch
a = torch.tensor([[1, 2], [3, 4]])
b = torch.tensor([[5, 6], [7, 8]])
print(torch.cat([a, b]))
print(a * b)
