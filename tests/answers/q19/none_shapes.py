# 0/3: shapes only
from torch import nn
layer = nn.Linear(3, 2)
for p in layer.parameters():
    print(p.shape)
