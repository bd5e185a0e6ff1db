# 1/5: (5,1) against (5): the loss broadcasts to 5x5 and the mean is learnt
import torch
from torch import nn
x = torch.tensor([1., 2., 3., 4., 5.])
y = 2 * x + 1
m = nn.Linear(1, 1)
opt = torch.optim.Adam(m.parameters(), lr=0.1)
for _ in range(400):
    opt.zero_grad()
    loss = nn.MSELoss()(m(x.unsqueeze(1)), y)
    loss.backward()
    opt.step()
print(loss.item(), m(x.unsqueeze(1)))
