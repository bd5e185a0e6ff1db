# 0/4: the loss is made, never applied
import torch
from torch import nn
a, b = torch.tensor([1.0, 2.0]), torch.tensor([1.5, 2.5])
loss = nn.MSELoss()
print(loss)
