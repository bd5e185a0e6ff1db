# 2/4: other vectors that happen to give 0.25 too
import torch
from torch import nn
print(nn.MSELoss()(torch.zeros(3), torch.full((3,), 0.5)))
