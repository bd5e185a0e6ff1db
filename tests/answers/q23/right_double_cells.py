# 5/5: float64, several cells, L1 loss with a falling rate
# %%
import torch
from torch import nn
x = torch.tensor([[1], [2], [3], [4], [5]], dtype=torch.float64)
y = 2 * x + 1

# %%
f = nn.Linear(1, 1, dtype=torch.float64)
opt = torch.optim.Adam(f.parameters(), lr=0.2)
plan = torch.optim.lr_scheduler.StepLR(opt, step_size=100, gamma=0.3)

# %%
for i in range(500):
    opt.zero_grad()
    loss = nn.L1Loss()(f(x), y)
    loss.backward()
    opt.step()
    plan.step()

# %%
loss.item(), f(x)
