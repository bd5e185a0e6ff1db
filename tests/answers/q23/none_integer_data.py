# 0/5: integer data: stops with a dtype error before training
import torch
from torch import nn
x = torch.tensor([[1], [2], [3], [4], [5]])
y = 2 * x + 1
m = nn.Linear(1, 1)
opt = torch.optim.SGD(m.parameters(), lr=0.01)
for _ in range(100):
    opt.zero_grad()
    loss = nn.MSELoss()(m(x), y)
    loss.backward()
    opt.step()
print(loss)
