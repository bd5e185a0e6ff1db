# 8/8: the targets are computed, not typed
import itertools
import torch
from torch import nn
pairs = torch.tensor(list(itertools.product([0.0, 1.0], repeat=2)))
want = (pairs[:, 0] != pairs[:, 1]).float().unsqueeze(1)
mlp = nn.Sequential()
mlp.add_module("in", nn.Linear(2, 8))
mlp.add_module("act", nn.Tanh())
mlp.add_module("out", nn.Linear(8, 1))
adam = torch.optim.Adam(mlp.parameters(), lr=0.05)
for _ in range(250):
    adam.zero_grad()
    torch.nn.functional.mse_loss(mlp(pairs), want).backward()
    adam.step()
print(torch.cat([pairs, want, mlp(pairs).detach()], dim=1))
