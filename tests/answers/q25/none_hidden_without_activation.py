# 2/8: two linear layers with nothing between them
import torch
from torch import nn
torch.manual_seed(2)
X = torch.tensor([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])
Y = torch.tensor([[0.], [1.], [1.], [0.]])
net = nn.Sequential(nn.Linear(2, 4), nn.Linear(4, 1))
opt = torch.optim.SGD(net.parameters(), lr=0.05)
for _ in range(60):
    opt.zero_grad()
    loss = nn.MSELoss()(net(X), Y)
    loss.backward()
    opt.step()
print(net(X))
