# 4/4: select in place of brackets
import torch
t = torch.tensor([[2, 7, 6], [9, 5, 1], [4, 3, 8]])
print(torch.select(t, 0, 0))
print(t.select(1, -1))
