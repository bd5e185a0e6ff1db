# 2/5: one layer, activated, and no second
import torch
x = torch.tensor([[1.0, -1.0, 0.5]])
w = torch.randn(3, 4)
b = torch.randn(4)
print(torch.sigmoid(x @ w + b))
