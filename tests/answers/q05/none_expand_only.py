# 0/3: a (3, 4) tensor by expanding a row of four, nothing added
import torch
a = torch.tensor([1, 2, 3, 4])
b = a.expand(3, 4)
print(b)
