# 5/5: batches of two from a DataLoader
import torch
from torch import nn
from torch.utils.data import TensorDataset, DataLoader
X = torch.tensor([1, 2, 3, 4, 5], dtype=torch.float).view(-1, 1)
Y = X * 2 + 1
dl = DataLoader(TensorDataset(X, Y), batch_size=2, shuffle=True)
reg = nn.Linear(1, 1)
o = torch.optim.Adam(reg.parameters(), lr=0.1)
for ep in range(200):
    total = 0.0
    for xb, yb in dl:
        loss = nn.MSELoss()(reg(xb), yb)
        o.zero_grad()
        loss.backward()
        o.step()
        total += loss.item()
    if ep % 50 == 0:
        print(f"epoche {ep}: {total:.4f}")
print(reg(torch.tensor([[4.0]])).item())
