# 0/4: W and b are tensors made by hand
import torch
W = torch.randn(2, 3)
b = torch.randn(2)
x = torch.randn(3)
y = W @ x + b
print(y)
