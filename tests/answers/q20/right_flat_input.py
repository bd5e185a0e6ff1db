# 5/5: W @ x with a 1-D input
import torch
x = torch.rand(3)
W1, b1 = torch.rand(5, 3) - 0.5, torch.rand(5)
W2, b2 = torch.rand(2, 5) - 0.5, torch.rand(2)
h = torch.clamp(W1 @ x + b1, min=0)
print(W2 @ h + b2)
