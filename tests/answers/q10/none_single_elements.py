# 0/4: one number each
import torch
t = torch.tensor([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
print(t[0, 0])
print(t[2, 2])
