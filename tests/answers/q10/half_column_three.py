# 2/4: counts columns from 1, index 3 raises
import torch
t = torch.tensor([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
print(t[0])
print(t[:, 3])
