# 0/3: the order is turned round by a rotation
import torch
t = torch.tensor([[1, 2, 3], [4, 5, 6]])
r = torch.rot90(t)
print(r)
