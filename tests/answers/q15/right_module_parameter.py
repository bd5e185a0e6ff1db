# 5/5: a Parameter inside a Module
import torch
from torch import nn

class Well(nn.Module):
    def __init__(self, start):
        super().__init__()
        self.w = nn.Parameter(torch.tensor(start))

    def forward(self):
        return (self.w - 3).square()

well = Well(10.0)
opt = torch.optim.SGD(well.parameters(), lr=0.1)
for _ in range(10):
    well.zero_grad()
    well().backward()
    opt.step()
print("w:", well.w.data)
