# 6/6: two classes, CrossEntropyLoss, argmax
import torch
from torch import nn

class AndGate(nn.Module):
    def __init__(self):
        super().__init__()
        self.lin = nn.Linear(2, 2)

    def forward(self, x):
        return self.lin(x)

gate = AndGate()
x = torch.tensor([[0, 0], [0, 1], [1, 0], [1, 1]]).float()
t = torch.tensor([0, 0, 0, 1])
opt = torch.optim.Adam(gate.parameters(), lr=0.1)
for _ in range(200):
    loss = nn.functional.cross_entropy(gate(x), t)
    opt.zero_grad()
    loss.backward()
    opt.step()
gate(x).argmax(1)
