# 2/4: squeezed into 0..1, but not uniform
import torch
t = torch.sigmoid(torch.randn(2, 3))
print(t.shape)
print(t.dtype)
