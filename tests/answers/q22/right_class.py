# 3/3: a model class of its own
# Q22 Code Task: SGD
import torch
from torch import nn

class LinearModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(2, 1)

    def forward(self, x):
        return self.linear(x)

m = LinearModel()
sgd = torch.optim.SGD(params=m.parameters(), lr=0.01)
sgd
