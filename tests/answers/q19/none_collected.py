# 0/3: collected in variables, never shown
from torch import nn
layer = nn.Linear(3, 2)
params = list(layer.parameters())
w, b = params
