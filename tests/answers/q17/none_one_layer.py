# 0/5: a single layer from 2 to 1
import torch
from torch import nn
net = nn.Sequential(nn.Linear(2, 1), nn.ReLU())
print(net(torch.randn(2, 2)))
