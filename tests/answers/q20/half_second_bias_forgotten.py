# 2/5: the second bias is made and never added
import torch
x = torch.randn(1, 3)
W1, b1 = torch.randn(3, 4), torch.randn(4)
W2, b2 = torch.randn(4, 2), torch.randn(2)
h = torch.relu(x @ W1 + b1)
y = h @ W2
print(y)
