# 5/5: Sequential from an OrderedDict
from collections import OrderedDict
from torch import nn

layers = OrderedDict([("hidden", nn.Linear(2, 4)), ("act", nn.ReLU()), ("output", nn.Linear(4, 1))])
mlp = nn.Sequential(layers)
for n, p in mlp.named_parameters():
    print(n, list(p.shape))
