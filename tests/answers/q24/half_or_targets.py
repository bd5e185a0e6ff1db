# 2/6: the targets are those of OR
import torch
from torch import nn
X = torch.tensor([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])
Y = torch.tensor([[0.], [1.], [1.], [1.]])
net = nn.Sequential(nn.Linear(2, 1), nn.Sigmoid())
opt = torch.optim.Adam(net.parameters(), lr=0.2)
for _ in range(200):
    opt.zero_grad()
    loss = nn.BCELoss()(net(X), Y)
    loss.backward()
    opt.step()
print("AND:", net(X).round().flatten().tolist())
