# 5/5: a class, Adam with a large rate
# Q23 Code Task
import torch
from torch import nn

class LinReg(nn.Module):
    def __init__(self):
        super().__init__()
        self.lin = nn.Linear(1, 1)
    def forward(self, x):
        return self.lin(x)

xs = torch.arange(1, 6, dtype=torch.float32).unsqueeze(1)
ys = 2 * xs + 1
net = LinReg()
opt = torch.optim.Adam(net.parameters(), lr=0.2)
for _ in range(400):
    err = nn.functional.mse_loss(net(xs), ys)
    opt.zero_grad()
    err.backward()
    opt.step()
print(f"x=6 -> {net(torch.tensor([[6.0]])).item():.3f}")
