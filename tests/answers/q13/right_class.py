# 4/4: a module with x as its parameter
import torch
from torch import nn

class Poly(nn.Module):
    def __init__(self, start):
        super().__init__()
        self.x = nn.Parameter(torch.tensor(float(start)))

    def forward(self):
        return 3 * self.x ** 3 + 2 * self.x ** 2 + 5

p = Poly(2)
out = p()
out.backward()
print(p.x.grad)
