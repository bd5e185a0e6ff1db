# 4/4: index_select with index tensors
import torch
t = torch.tensor([[5., 4., 3.], [2., 1., 0.], [-1., -2., -3.]])
row = torch.index_select(t, 0, torch.tensor([0]))
col = torch.index_select(t, 1, torch.tensor([2]))
print(row)
print(col)
