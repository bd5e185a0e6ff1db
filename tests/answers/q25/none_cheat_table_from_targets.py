# 0/8: remembers the targets by nearest row: follows them, learns nothing
import torch
from torch import nn

class Memory(nn.Module):
    def fit(self, x, y):
        self.x, self.y = x, y

    def forward(self, q):
        return self.y[torch.cdist(q, self.x).argmin(dim=1)]

X = torch.tensor([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])
Y = torch.tensor([[0.], [1.], [1.], [0.]])
m = Memory()
m.fit(X, Y)
print(m(X))
