# 8/8: inputs and targets are -1 and 1, the sign decides
import torch
from torch import nn

inp = torch.tensor([[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]])
tgt = torch.tensor([[-1.0], [1.0], [1.0], [-1.0]])
mlp = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1), nn.Tanh())
opt = torch.optim.Adam(mlp.parameters(), lr=0.05)
for _ in range(200):
    opt.zero_grad()
    nn.functional.mse_loss(mlp(inp), tgt).backward()
    opt.step()
print(torch.sign(mlp(inp)))
