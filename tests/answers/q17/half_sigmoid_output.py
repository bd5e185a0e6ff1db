# 2/5: an extra sigmoid at the output, inside forward
import torch
from torch import nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(2, 4)
        self.b = nn.Linear(4, 1)

    def forward(self, x):
        return torch.sigmoid(self.b(torch.relu(self.a(x))))

print(Net()(torch.rand(2, 2)))
