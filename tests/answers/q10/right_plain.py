# 4/4: t[0] and t[:, -1]
import torch
t = torch.tensor([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
print(t[0])
print(t[:, -1])
