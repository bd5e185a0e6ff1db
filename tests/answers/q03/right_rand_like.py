# 4/4: rand_like, percent formatting
import torch
base = torch.zeros(2, 3)
x = torch.rand_like(base)
print("shape: %s, dtype: %s" % (x.shape, x.dtype))
