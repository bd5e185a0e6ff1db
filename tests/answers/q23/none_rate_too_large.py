# 0/5: rate 0.5: the loss explodes to nan
import torch
from torch import nn
x = torch.tensor([[1.0], [2.0], [3.0], [4.0], [5.0]])
y = 2 * x + 1
m = nn.Linear(1, 1)
opt = torch.optim.SGD(m.parameters(), lr=0.5)
for _ in range(200):
    opt.zero_grad()
    loss = nn.MSELoss()(m(x), y)
    loss.backward()
    opt.step()
print(loss)
