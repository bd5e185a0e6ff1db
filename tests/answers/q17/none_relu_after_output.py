# 2/5: the ReLU comes after the output
from torch import nn
import torch
net = nn.Sequential(nn.Linear(2, 4), nn.Linear(4, 1), nn.ReLU())
print(net(torch.randn(3, 2)))
