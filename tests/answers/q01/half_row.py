# 1/2: two pairs of brackets make a (1, 5) tensor
import torch
x = torch.tensor([[1, 2, 3, 4, 5]])
print(x, x.shape)
