# 2/4: randn is the normal distribution; shape and dtype are shown
import torch
x = torch.randn(2, 3)
print(x)
print(x.shape, x.dtype)
