# 0/6: always says 0: right in three rows of four
import torch
from torch import nn

class Zero(nn.Module):
    def forward(self, x):
        return torch.zeros(x.shape[0], 1)

z = Zero()
print(z(torch.tensor([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])))
