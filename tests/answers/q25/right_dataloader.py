# 8/8: DataLoader and TensorDataset, batches of two
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

features = torch.tensor([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=torch.float)
target = torch.tensor([0, 1, 1, 0], dtype=torch.float).reshape(-1, 1)
loader = DataLoader(TensorDataset(features, target), batch_size=2, shuffle=True)

net = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1), nn.Sigmoid())
optimizer = torch.optim.Adam(net.parameters(), lr=0.05)
bce = nn.BCELoss()
for epoch in range(120):
    for xb, yb in loader:
        optimizer.zero_grad()
        bce(net(xb), yb).backward()
        optimizer.step()
net.eval()
with torch.no_grad():
    acc = ((net(features) > 0.5) == (target > 0.5)).float().mean().item()
print(f"accuracy {acc:.2f}")
