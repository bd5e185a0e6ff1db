# 2/4: the last row, and the right column
import torch
t = torch.tensor([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
print(t[-1])
print(t[:, -1])
