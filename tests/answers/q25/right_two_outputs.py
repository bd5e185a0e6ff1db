# 8/8: two outputs, CrossEntropyLoss, argmax decides
import torch
from torch import nn
data = torch.tensor([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])
cls = torch.tensor([0, 1, 1, 0])
clf = nn.Sequential(nn.Linear(2, 12), nn.Tanh(), nn.Linear(12, 2))
optim = torch.optim.Adam(clf.parameters(), lr=0.05)
ce = nn.CrossEntropyLoss()
for ep in range(200):
    optim.zero_grad()
    ce(clf(data), cls).backward()
    optim.step()
print("predicted", clf(data).argmax(dim=1).tolist())
