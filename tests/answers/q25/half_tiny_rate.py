# 4/8: a good loop, the rate is far too small
import torch
from torch import nn
X = torch.tensor([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])
y = torch.tensor([[0.], [1.], [1.], [0.]])
torch.manual_seed(1)
net = nn.Sequential(nn.Linear(2, 4), nn.Sigmoid(), nn.Linear(4, 1), nn.Sigmoid())
opt = torch.optim.SGD(net.parameters(), lr=0.0001)
for epoch in range(200):
    opt.zero_grad()
    loss = nn.functional.binary_cross_entropy(net(X), y)
    loss.backward()
    opt.step()
print(loss.item(), net(X).flatten())
