# 0/3: the number of parameters only
from torch import nn
layer = nn.Linear(5, 2)
print(sum(p.numel() for p in layer.parameters()))
