# 2/4: ones are not random; shape and dtype are shown
import torch
t = torch.ones(2, 3)
print(t.shape)
print(t.dtype)
