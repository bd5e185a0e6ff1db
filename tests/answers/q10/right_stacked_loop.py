# 4/4: the column collected row by row and stacked
import torch
grid = torch.tensor([[11, 12, 13], [21, 22, 23], [31, 32, 33]])
column = torch.stack([r[-1] for r in grid])
top = grid[0]
print(top, column)
