# 0/4: the diagonal, and the tensor sliced in full
import torch
t = torch.rand(3, 3)
print(t[:])
print(t.diagonal())
