# 0/5: uses nn.Linear
import torch
import torch.nn as nn
x = torch.randn(2, 3)
l1, l2 = nn.Linear(3, 4), nn.Linear(4, 1)
y = l2(torch.relu(l1(x)))
print(y)
