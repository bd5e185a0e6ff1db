# 0/8: stops in the first epoch: sizes of output and target differ
import torch
from torch import nn
torch.manual_seed(1)
X = torch.tensor([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])
Y = torch.tensor([0., 1., 1., 0.])
net = nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 1), nn.Sigmoid())
opt = torch.optim.Adam(net.parameters())
for epoch in range(100):
    opt.zero_grad()
    loss = nn.BCELoss()(net(X), Y)
    loss.backward()
    opt.step()
print(net(X))
