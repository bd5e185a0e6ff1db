# 1/5: trained well on y = 2x, the 1 forgotten
import torch
from torch import nn
x = torch.tensor([[1.0], [2.0], [3.0], [4.0], [5.0]])
y = 2 * x
m = nn.Linear(1, 1)
opt = torch.optim.Adam(m.parameters(), lr=0.1)
for _ in range(400):
    opt.zero_grad()
    loss = nn.MSELoss()(m(x), y)
    loss.backward()
    opt.step()
print(m(x), loss.item())
