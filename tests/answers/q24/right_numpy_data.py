# 6/6: data from NumPy, model in float64
import numpy as np
import torch
from torch import nn

X = torch.from_numpy(np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=np.float64))
Y = torch.from_numpy(np.array([[0.0], [0.0], [0.0], [1.0]]))
net = nn.Sequential(nn.Linear(2, 1), nn.Sigmoid()).double()
opt = torch.optim.RMSprop(net.parameters(), lr=0.05)
for _ in range(250):
    opt.zero_grad()
    nn.BCELoss()(net(X), Y).backward()
    opt.step()
print(np.round(net(X).detach().numpy()))
