# 4/4: Sequential with one layer, output only in an f-string
import torch
from torch import nn

net = nn.Sequential(nn.Linear(2, 1))
print(f"prediction: {net(torch.tensor([0.5, -1.5])).item():.4f}")
