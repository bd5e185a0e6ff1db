# 2/4: class and object right, never applied
import torch
import torch.nn as nn

class Lin(nn.Module):
    def __init__(self):
        super().__init__()
        self.l = nn.Linear(10, 1)
    def forward(self, x):
        return self.l(x)

net = Lin()
print(net.l.weight.shape, net.l.bias.shape)
