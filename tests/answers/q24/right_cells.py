# 6/6: four cells, bare last expression
# %%
import torch
from torch import nn, optim

# %%
# Q24 Code Task: train a network on the AND gate
table = torch.tensor([[0, 0, 0], [0, 1, 0], [1, 0, 0], [1, 1, 1]], dtype=torch.float32)
x, y = table[:, :2], table[:, 2:]
net = nn.Sequential(nn.Linear(2, 4), nn.Sigmoid(), nn.Linear(4, 1), nn.Sigmoid())

# %%
adam = optim.Adam(net.parameters(), lr=0.1)
for i in range(250):
    adam.zero_grad()
    loss = nn.MSELoss()(net(x), y)
    loss.backward()
    adam.step()
loss

# %%
torch.round(net(x))
