# 8/8: LBFGS with a closure
import torch
from torch import nn

x = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
y = torch.tensor([[0.0], [1.0], [1.0], [0.0]])
net = nn.Sequential(nn.Linear(2, 10), nn.Tanh(), nn.Linear(10, 1))
opt = torch.optim.LBFGS(net.parameters(), lr=0.5, max_iter=20)

def closure():
    opt.zero_grad()
    loss = ((net(x) - y) ** 2).sum()
    loss.backward()
    return loss

for i in range(8):
    opt.step(closure)
print(net(x))
