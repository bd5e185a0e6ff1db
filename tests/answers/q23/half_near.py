# 3/5: on the way, but stopped too early: within 0.5, not 0.1
import torch
from torch import nn
x = torch.tensor([[1.0], [2.0], [3.0], [4.0], [5.0]])
y = 2 * x + 1
torch.manual_seed(0)
m = nn.Linear(1, 1)
nn.init.zeros_(m.weight); nn.init.zeros_(m.bias)
opt = torch.optim.SGD(m.parameters(), lr=0.01)
for _ in range(40):
    opt.zero_grad()
    loss = nn.MSELoss()(m(x), y)
    loss.backward()
    opt.step()
print(loss.item(), m(x).flatten())
