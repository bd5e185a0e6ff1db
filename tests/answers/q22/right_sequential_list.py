# 3/3: Sequential, parameters as a list
import torch
from torch import nn
red = nn.Sequential(nn.Linear(2, 1))
ajustes = {"lr": 0.01}
optimizador = torch.optim.SGD(list(red.parameters()), **ajustes)
print(type(optimizador).__name__)
