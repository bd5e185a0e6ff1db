# 2/6: the targets are upside down (NAND)
import torch
from torch import nn
X = torch.tensor([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])
Y = torch.tensor([[1.], [1.], [1.], [0.]])
net = nn.Linear(2, 1)
opt = torch.optim.Adam(net.parameters(), lr=0.1)
for _ in range(200):
    opt.zero_grad()
    loss = nn.BCEWithLogitsLoss()(net(X), Y)
    loss.backward()
    opt.step()
print(torch.sigmoid(net(X)) > 0.5)
