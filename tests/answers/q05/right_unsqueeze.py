# 3/3: a vector made a column by unsqueeze
import torch
v = torch.tensor([100, 200, 300])
m = torch.tensor([[1, 2, 3, 4], [1, 2, 3, 4], [1, 2, 3, 4]])
print(v.unsqueeze(1) + m)
