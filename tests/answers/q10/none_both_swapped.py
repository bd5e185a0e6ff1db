# 0/4: the last row and the first column
import torch
t = torch.tensor([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
print(t[-1])
print(t[:, 0])
