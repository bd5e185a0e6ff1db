# 2/3: rate 0.001
import torch
from torch import nn
m = nn.Linear(2, 1)
o = torch.optim.SGD(m.parameters(), lr=0.001, momentum=0.9)
