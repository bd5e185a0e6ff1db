# 0/5: gradients pile up, the loss runs away
import torch
from torch import nn
x = torch.tensor([[1.0], [2.0], [3.0], [4.0], [5.0]])
y = 2 * x + 1
m = nn.Linear(1, 1)
opt = torch.optim.SGD(m.parameters(), lr=0.01, momentum=0.9)
for _ in range(400):
    loss = nn.MSELoss()(m(x), y)
    loss.backward()
    opt.step()
print(loss.item(), m.weight, m.bias)
