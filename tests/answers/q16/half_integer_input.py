# 2/4: applied to whole numbers: stops with a dtype error
import torch
from torch import nn

lin = nn.Linear(2, 1)
x = torch.tensor([[1, 2], [3, 4]])
print(lin(x))
