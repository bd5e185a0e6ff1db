# 0/6: the output is detached, backward fails at once
import torch
from torch import nn
X = torch.tensor([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])
Y = torch.tensor([[0.], [0.], [0.], [1.]])
net = nn.Sequential(nn.Linear(2, 1), nn.Sigmoid())
opt = torch.optim.SGD(net.parameters(), lr=1.0)
for _ in range(100):
    out = net(X).detach()
    loss = nn.MSELoss()(out, Y)
    loss.backward()
    opt.step()
print(net(X))
