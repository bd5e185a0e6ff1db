# 6/6: one linear layer with a sigmoid, Adam
import torch
from torch import nn

X = torch.tensor([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])
Y = torch.tensor([[0.], [0.], [0.], [1.]])
model = nn.Sequential(nn.Linear(2, 1), nn.Sigmoid())
opt = torch.optim.Adam(model.parameters(), lr=0.2)
for epoch in range(200):
    opt.zero_grad()
    loss = nn.BCELoss()(model(X), Y)
    loss.backward()
    opt.step()
print((model(X) > 0.5).int())
