# 4/4: a Module of its own around nn.Linear
# Q16 Code Task: linear model
import torch
from torch import nn


class LinearModel(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.linear = nn.Linear(n_in, n_out)

    def forward(self, x):
        return self.linear(x)


m = LinearModel(4, 2)
sample = torch.tensor([[1.0, 2.0, 3.0, 4.0]])
print("y =", m(sample))
print(m)
