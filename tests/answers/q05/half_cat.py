# 2/3: four copies of the column side by side
import torch
col = torch.tensor([[2], [4], [6]])
tab = torch.tensor([[1, 0, 1, 0], [0, 1, 0, 1], [1, 1, 0, 0]])
wide = torch.cat([col, col, col, col], dim=1)
print(wide + tab)
