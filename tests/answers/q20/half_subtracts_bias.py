# 2/5: the second bias is subtracted
import torch
def relu(v):
    return v.clamp(min=0)
x = torch.randn(3, 2)
w1 = torch.randn(2, 4)
b1 = torch.randn(4)
w2 = torch.randn(4, 1)
b2 = torch.randn(1)
print(relu(x @ w1 + b1) @ w2 - b2)
