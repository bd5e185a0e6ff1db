# 0/8: backward is never called
import torch
from torch import nn
torch.manual_seed(1)
X = torch.tensor([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])
Y = torch.tensor([[0.], [1.], [1.], [0.]])
net = nn.Sequential(nn.Linear(2, 4), nn.Sigmoid(), nn.Linear(4, 1), nn.Sigmoid())
opt = torch.optim.SGD(net.parameters(), lr=0.5)
for epoch in range(100):
    loss = nn.BCELoss()(net(X), Y)
    opt.step()
print(net(X))
