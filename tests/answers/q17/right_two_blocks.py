# 5/5: a block for the hidden layer, a head for the output
import torch
from torch import nn

class Block(nn.Module):
    def __init__(self, i, o):
        super().__init__()
        self.lin, self.act = nn.Linear(i, o), nn.ReLU()
    def forward(self, x):
        return self.act(self.lin(x))

class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = Block(2, 4)
        self.head = nn.Linear(4, 1)
    def forward(self, x):
        return self.head(self.body(x))

model = Model()
out = model(torch.randn(7, 2))
print(out.mean())
