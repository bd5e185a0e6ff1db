# 0/8: always says 0.5
import torch
from torch import nn

class Half(nn.Module):
    def forward(self, x):
        return torch.full((len(x), 1), 0.5)

X = torch.tensor([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])
Y = torch.tensor([[0.], [1.], [1.], [0.]])
m = Half()
print(m(X), nn.MSELoss()(m(X), Y))
