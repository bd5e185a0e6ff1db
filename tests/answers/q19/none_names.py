# 0/3: names only
from torch import nn
layer = nn.Linear(3, 2)
print([n for n, _ in layer.named_parameters()])
print(layer.state_dict().keys())
