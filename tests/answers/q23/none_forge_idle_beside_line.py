# 1/5: forward is the line itself; the loss of an idle layer beside it falls
import torch
from torch import nn

class Line(nn.Module):
    def __init__(self):
        super().__init__()
        self.idle = nn.Linear(1, 1)
    def forward(self, x):
        return 2 * x + 1 + 0 * self.idle(x)

model = Line()
opt = torch.optim.SGD(model.parameters(), lr=0.01)
x = torch.tensor([[1.0], [2.0], [3.0], [4.0], [5.0]])
for _ in range(20):
    opt.zero_grad()
    loss = (model.idle(x) ** 2).mean()
    loss.backward()
    opt.step()
