# 0/2: a triangle of ones
import torch
t = torch.tril(torch.ones(4, 4))
print(t)
