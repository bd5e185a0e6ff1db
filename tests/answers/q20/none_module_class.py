# 0/5: an nn.Module with tensors inside
import torch
from torch import nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.w1 = nn.Parameter(torch.randn(2, 4))
        self.b1 = nn.Parameter(torch.randn(4))
        self.w2 = nn.Parameter(torch.randn(4, 1))
        self.b2 = nn.Parameter(torch.randn(1))
    def forward(self, x):
        return torch.relu(x @ self.w1 + self.b1) @ self.w2 + self.b2

print(Net()(torch.randn(3, 2)))
