# 2/4: whole numbers; shape and dtype are shown
import torch
t = torch.randint(0, 10, (2, 3))
print(t, t.shape, t.dtype)
