# 2/4: both right, from a 2x3 tensor
import torch
t = torch.tensor([[1, 2, 3], [4, 5, 6]])
print(t[0])
print(t[:, -1])
