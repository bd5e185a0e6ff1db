# 0/6: steps without a gradient
import torch
from torch import nn
X = torch.tensor([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])
Y = torch.tensor([[0.], [0.], [0.], [1.]])
net = nn.Sequential(nn.Linear(2, 1), nn.Sigmoid())
opt = torch.optim.Adam(net.parameters(), lr=0.1)
for _ in range(100):
    opt.zero_grad()
    loss = nn.BCELoss()(net(X), Y)
    opt.step()
print(net(X))
