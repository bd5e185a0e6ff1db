# 5/5: one example at a time, a while loop
import torch
from torch import nn

m = nn.Linear(1, 1)
opt = torch.optim.SGD(m.parameters(), lr=0.02)
data = [(i, 2 * i + 1) for i in range(1, 6)]
epoch = 0
while epoch < 300:
    for xi, yi in data:
        pred = m(torch.tensor([float(xi)]))
        loss = (pred - yi).pow(2).sum()
        opt.zero_grad()
        loss.backward()
        opt.step()
    epoch += 1
print("loss:", loss.item())
for xi, yi in data:
    print(xi, yi, round(m(torch.tensor([float(xi)])).item(), 2))
