# 3/3: makes a training step with it
import torch
from torch import nn, optim

x, y = torch.rand(10, 3), torch.rand(10, 1)
model = nn.Linear(3, 1)
opt = optim.SGD(model.parameters(), lr=0.01)
opt.zero_grad()
loss = nn.MSELoss()(model(x), y)
loss.backward()
opt.step()
print(loss.item())
