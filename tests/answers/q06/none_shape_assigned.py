# 0/3: shape cannot be assigned
import torch
t = torch.tensor([[1, 2, 3], [4, 5, 6]])
t.shape = (3, 2)
print(t)
