# 0/5: the bias is added after the activation
import torch
x = torch.randn(2, 3)
w1, b1 = torch.randn(3, 4), torch.randn(4)
w2, b2 = torch.randn(4, 1), torch.randn(1)
h = torch.relu(x @ w1) + b1
print(h @ w2 + b2)
