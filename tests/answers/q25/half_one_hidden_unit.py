# 6/8: one hidden unit is too few: three rows at best
import torch
from torch import nn
X = torch.tensor([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])
Y = torch.tensor([[0.], [1.], [1.], [0.]])
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(2, 1), nn.Tanh(), nn.Linear(1, 1))
opt = torch.optim.Adam(net.parameters(), lr=0.1)
for i in range(400):
    opt.zero_grad()
    loss = nn.MSELoss()(net(X), Y)
    loss.backward()
    opt.step()
print(net(X).detach())
