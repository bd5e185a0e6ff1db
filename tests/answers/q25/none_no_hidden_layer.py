# 2/8: one linear layer with a sigmoid: no hidden layer
import torch
from torch import nn
X = torch.tensor([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])
Y = torch.tensor([[0.], [1.], [1.], [0.]])
torch.manual_seed(5)
model = nn.Sequential(nn.Linear(2, 1), nn.Sigmoid())
opt = torch.optim.SGD(model.parameters(), lr=0.5)
for _ in range(60):
    opt.zero_grad()
    loss = nn.BCELoss()(model(X), Y)
    loss.backward()
    opt.step()
print(model(X))
