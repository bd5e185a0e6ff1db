# 2/3: holds the parameters of another model, made and lost in the call
import torch
from torch import nn
model = nn.Linear(2, 1)
optimizer = torch.optim.SGD(nn.Linear(2, 1).parameters(), lr=0.01)
print(model, optimizer)
