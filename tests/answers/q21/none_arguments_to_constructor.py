# 0/4: the vectors go to the constructor: stops with an error
import torch
from torch import nn
a, b = torch.tensor([1.0, 2.0]), torch.tensor([1.5, 2.5])
loss = nn.MSELoss(a, b)
print(loss)
loss.backward()
