# 0/6: the optimiser never steps
import torch
from torch import nn
X = torch.tensor([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])
Y = torch.tensor([[0.], [0.], [0.], [1.]])
net = nn.Sequential(nn.Linear(2, 1), nn.Sigmoid())
opt = torch.optim.SGD(net.parameters(), lr=1.0)
for _ in range(100):
    opt.zero_grad()
    loss = nn.BCELoss()(net(X), Y)
    loss.backward()
print(loss)
