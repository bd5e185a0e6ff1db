# 2/5: the second product stops with an error of sizes
import torch
x = torch.randn(2, 3)
w1 = torch.randn(3, 5)
b1 = torch.randn(5)
w2 = torch.randn(1, 5)
b2 = torch.randn(1)
h = torch.relu(x @ w1 + b1)
out = h @ w2 + b2
print(out)
