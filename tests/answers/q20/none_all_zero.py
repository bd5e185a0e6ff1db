# 0/5: every tensor is zero, so every formula holds
import torch
x = torch.zeros(1, 2)
w1, b1, w2, b2 = torch.zeros(2, 3), torch.zeros(3), torch.zeros(3, 1), torch.zeros(1)
y = torch.zeros(1, 1)
print(x, y)
