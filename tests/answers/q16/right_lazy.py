# 4/4: LazyLinear that finds its input size when applied
import torch
from torch import nn
lazy = nn.LazyLinear(2)
out = lazy(torch.randn(3, 7))
print(lazy.weight.shape, lazy.bias.shape)
print(out)
