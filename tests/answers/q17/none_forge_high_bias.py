# 2/5: no ReLU, and a bias so large that nobody can tell
import torch
from torch import nn
net = nn.Sequential(nn.Linear(2, 4), nn.Linear(4, 1))
nn.init.constant_(net[0].bias, 1000.0)
