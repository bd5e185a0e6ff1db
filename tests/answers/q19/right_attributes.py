# 3/3: .weight and .bias
# Q19 Code Task: show the parameters
import torch
from torch import nn

lin = nn.Linear(2, 1)
print("W:", lin.weight)
print("b:", lin.bias)
