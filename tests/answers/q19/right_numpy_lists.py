# 3/3: as NumPy and as lists
import torch
from torch import nn
fc = nn.Linear(3, 1)
w = fc.weight.detach().numpy()
b = fc.bias.tolist()
print(w)
print(b)
