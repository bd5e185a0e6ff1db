# 3/3: weights set first, then shown by next()
import torch
from torch import nn
torch.manual_seed(3)
a = nn.Linear(2, 1)
nn.init.normal_(a.weight)
nn.init.constant_(a.bias, 0.25)
it = a.parameters()
print(next(it))
print(next(it))
