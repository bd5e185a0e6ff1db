# 3/3: reshape and view of arange, torch.add
import torch
x = torch.arange(3).view(3, 1)
y = torch.arange(12).reshape(3, 4)
torch.add(x, y)
