# 0/5: no activation between the layers
import torch
x = torch.randn(4, 3)
w1 = torch.randn(3, 5)
b1 = torch.randn(5)
w2 = torch.randn(5, 2)
b2 = torch.randn(2)
h = x @ w1 + b1
y = h @ w2 + b2
print(y)
