# 1/5: ten epochs: the loss fell, the line is far off
import torch
from torch import nn
x = torch.tensor([[1.0], [2.0], [3.0], [4.0], [5.0]])
y = 2 * x + 1
m = nn.Linear(1, 1)
opt = torch.optim.Adam(m.parameters(), lr=0.01)
for _ in range(10):
    opt.zero_grad()
    loss = nn.MSELoss()(m(x), y)
    loss.backward()
    opt.step()
    print(loss.item())
