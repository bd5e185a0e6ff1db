# 5/5: Parameters of its own in the layout of nn.Linear
import torch
from torch import nn

class Hand(nn.Module):
    def __init__(self):
        super().__init__()
        self.w1 = nn.Parameter(torch.randn(4, 2))
        self.b1 = nn.Parameter(torch.randn(4))
        self.w2 = nn.Parameter(torch.randn(1, 4))
        self.b2 = nn.Parameter(torch.randn(1))

    def forward(self, x):
        h = torch.maximum(x @ self.w1.T + self.b1, torch.tensor(0.0))
        return h @ self.w2.T + self.b2

hand = Hand()
print(hand(torch.tensor([[2.0, 3.0]])).item())
