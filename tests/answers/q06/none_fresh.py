# 0/3: a new (3, 2) tensor typed in
import torch
a = torch.tensor([[1, 2, 3], [4, 5, 6]])
b = torch.tensor([[1, 2], [3, 4], [5, 6]])
print(b)
