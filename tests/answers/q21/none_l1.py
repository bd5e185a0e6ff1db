# 0/4: the mean of absolute differences gives 0.5
import torch
from torch import nn
print(nn.L1Loss()(torch.tensor([1.0, 2.0]), torch.tensor([1.5, 2.5])))
