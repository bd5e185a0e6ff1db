# 0/3: an empty (3, 2) tensor is left empty
import torch
t = torch.tensor([[1, 2, 3], [4, 5, 6]])
new = torch.zeros(3, 2)
print(new)
