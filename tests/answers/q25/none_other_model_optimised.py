# 0/8: the optimiser holds the parameters of another network
import torch
from torch import nn
torch.manual_seed(1)
X = torch.tensor([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])
Y = torch.tensor([[0.], [1.], [1.], [0.]])
make = lambda: nn.Sequential(nn.Linear(2, 4), nn.Sigmoid(), nn.Linear(4, 1), nn.Sigmoid())
net = make()
opt = torch.optim.Adam(make().parameters(), lr=0.1)
for epoch in range(100):
    opt.zero_grad()
    loss = nn.BCELoss()(net(X), Y)
    loss.backward()
    opt.step()
print(net(X))
