# 0/6: zero_grad between backward and step: nothing moves
import torch
from torch import nn
X = torch.tensor([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])
Y = torch.tensor([[0.], [0.], [0.], [1.]])
net = nn.Sequential(nn.Linear(2, 1), nn.Sigmoid())
opt = torch.optim.SGD(net.parameters(), lr=1.0)
for _ in range(100):
    loss = nn.BCELoss()(net(X), Y)
    loss.backward()
    opt.zero_grad()
    opt.step()
print(net(X), loss.item())
