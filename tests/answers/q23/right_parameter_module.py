# 5/5: Module with two nn.Parameter, 1-D data
import torch
from torch import nn

class Line(nn.Module):
    def __init__(self):
        super().__init__()
        self.slope = nn.Parameter(torch.randn(()))
        self.offset = nn.Parameter(torch.randn(()))

    def forward(self, x):
        return self.slope * x + self.offset

line = Line()
x = torch.arange(1.0, 6.0)
target = 2 * x + 1
opt = torch.optim.Adam(line.parameters(), lr=0.3)
for step in range(400):
    opt.zero_grad()
    loss = nn.functional.mse_loss(line(x), target)
    loss.backward()
    opt.step()
print(line(x), loss)
