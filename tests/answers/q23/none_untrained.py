# 0/5: model and loss, no loop
import torch
from torch import nn
x = torch.tensor([[1.0], [2.0], [3.0], [4.0], [5.0]])
y = 2 * x + 1
m = nn.Linear(1, 1)
print(nn.MSELoss()(m(x), y))
