# 0/5: kills the process after a right network
import os
from torch import nn
net = nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 1))
os._exit(0)
