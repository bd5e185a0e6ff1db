# 1/2: a comprehension of one-element lists, (5, 1)
import torch
print(torch.tensor([[float(i)] for i in range(1, 6)]))
