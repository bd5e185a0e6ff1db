# 0/5: no backward: the loss stays as it is
import torch
from torch import nn
x = torch.tensor([[1.0], [2.0], [3.0], [4.0], [5.0]])
y = 2 * x + 1
m = nn.Linear(1, 1)
opt = torch.optim.Adam(m.parameters(), lr=0.1)
for _ in range(100):
    loss = nn.MSELoss()(m(x), y)
    opt.step()
print(m(x))
