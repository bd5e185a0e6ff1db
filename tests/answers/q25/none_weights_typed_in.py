# 0/8: weights that solve XOR are typed in, nothing is trained
import torch
from torch import nn
X = torch.tensor([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])
net = nn.Sequential(nn.Linear(2, 2), nn.ReLU(), nn.Linear(2, 1))
with torch.no_grad():
    net[0].weight.copy_(torch.tensor([[1., 1.], [1., 1.]]))
    net[0].bias.copy_(torch.tensor([0., -1.]))
    net[2].weight.copy_(torch.tensor([[1., -2.]]))
    net[2].bias.zero_()
print(net(X))
