# 2/3: the weight only
import torch
from torch import nn
lin = nn.Linear(3, 1)
print(lin.weight)
