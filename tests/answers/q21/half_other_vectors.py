# 2/4: nn.MSELoss on vectors of its own
import torch
from torch import nn
pred = torch.tensor([3.0, -1.0, 4.0])
true = torch.tensor([2.0, 0.5, 4.5])
print(nn.MSELoss()(pred, true))
