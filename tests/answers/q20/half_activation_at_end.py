# 2/5: the activation comes only after the output: one activated layer
import torch
x = torch.randn(2, 3)
w1, b1 = torch.randn(3, 4), torch.randn(4)
w2, b2 = torch.randn(4, 1), torch.randn(1)
y = torch.relu((x @ w1 + b1) @ w2 + b2)
print(y)
