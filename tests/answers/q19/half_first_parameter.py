# 2/3: next() once: the first parameter only
from torch import nn
layer = nn.Linear(4, 2)
print(next(layer.parameters()))
