# 0/5: the first bias is made and never added
import torch
x = torch.randn(4, 3)
w1, b1 = torch.randn(3, 5), torch.randn(5)
w2, b2 = torch.randn(5, 2), torch.randn(2)
h = torch.relu(x @ w1)
y = h @ w2 + b2
print(y)
