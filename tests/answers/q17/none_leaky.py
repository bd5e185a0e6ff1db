# 2/5: leaky ReLU
import torch
from torch import nn
m = nn.Sequential(nn.Linear(2, 4), nn.LeakyReLU(0.1), nn.Linear(4, 1))
print(m(torch.tensor([[1., 2.]])))
