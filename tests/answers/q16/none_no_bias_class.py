# 3/4: bias switched off inside a class
import torch
from torch import nn

class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Linear(2, 2, bias=False)

    def forward(self, x):
        return self.w(x)

m = Model()
y = m(torch.tensor([[1.0, -1.0]]))
print(f"{y}")
