# 4/4: a parameter of a module
import torch
import torch.nn as nn

class Square(nn.Module):
    def __init__(self):
        super().__init__()
        self.x = nn.Parameter(torch.tensor(2.5))

    def forward(self):
        return self.x ** 2

model = Square()
model().backward()
print(model.x.grad)
