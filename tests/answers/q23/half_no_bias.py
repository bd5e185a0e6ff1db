# 1/5: bias=False: the best slope alone is off by 0.9 at 1
import torch
from torch import nn
x = torch.tensor([[1.0], [2.0], [3.0], [4.0], [5.0]])
y = torch.tensor([[3.0], [5.0], [7.0], [9.0], [11.0]])
m = nn.Linear(1, 1, bias=False)
opt = torch.optim.SGD(m.parameters(), lr=0.01)
for _ in range(300):
    opt.zero_grad()
    loss = ((m(x) - y) ** 2).mean()
    loss.backward()
    opt.step()
print(m.weight, loss)
