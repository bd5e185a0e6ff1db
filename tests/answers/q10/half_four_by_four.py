# 2/4: both right, from a 4x4 tensor
import torch
t = torch.arange(16).view(4, 4)
first_row = t[0, :]
last_col = t[:, -1]
first_row, last_col
