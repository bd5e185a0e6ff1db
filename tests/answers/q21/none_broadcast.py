# 0/4: a column against a row: broadcast to four differences
import torch
from torch import nn
a = torch.tensor([[1.0], [2.0]])
b = torch.tensor([1.5, 2.5])
print(nn.MSELoss()(a, b))
