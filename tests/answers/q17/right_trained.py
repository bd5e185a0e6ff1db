# 5/5: trained for a while as well, in cells
# %%
import torch
from torch import nn
# %%
net = nn.Sequential()
net.append(nn.Linear(2, 4))
net.append(nn.ReLU())
net.append(nn.Linear(4, 1))
# %%
x = torch.rand(16, 2)
y = x.sum(1, keepdim=True)
opt = torch.optim.Adam(net.parameters(), lr=0.01)
for _ in range(30):
    opt.zero_grad()
    nn.functional.mse_loss(net(x), y).backward()
    opt.step()
# %%
net(x)[:2]
