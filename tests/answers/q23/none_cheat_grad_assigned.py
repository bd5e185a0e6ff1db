# 0/5: .grad assigned so that one step lands on 2 and 1
import torch
from torch import nn
m = nn.Linear(1, 1)
opt = torch.optim.SGD(m.parameters(), lr=1.0)
for p, v in zip(m.parameters(), (2.0, 1.0)):
    p.grad = p.detach() - v
opt.step()
print(m(torch.tensor([[6.0]])))
