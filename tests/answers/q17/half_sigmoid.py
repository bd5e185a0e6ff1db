# 2/5: sigmoid in place of ReLU
from torch import nn
net = nn.Sequential(nn.Linear(2, 4), nn.Sigmoid(), nn.Linear(4, 1))
print(net)
