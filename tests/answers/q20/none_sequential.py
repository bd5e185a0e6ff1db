# 0/5: nn.Sequential
import torch
from torch import nn
print(nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1))(torch.ones(1, 2)))
