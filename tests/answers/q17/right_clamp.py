# 5/5: ReLU by clamp in forward
import torch
from torch import nn
class TwoLayer(nn.Module):
    def __init__(self, d=2, h=4, o=1):
        super().__init__()
        self.linear1 = nn.Linear(d, h)
        self.linear2 = nn.Linear(h, o)
    def forward(self, x):
        h_relu = self.linear1(x).clamp(min=0)
        return self.linear2(h_relu)
m = TwoLayer()
m(torch.zeros(1, 2))
