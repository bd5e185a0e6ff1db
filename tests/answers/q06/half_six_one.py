# 1.5/3: reshaped to (6, 1)
import torch
t = torch.rand(2, 3)
s = t.view(6, 1)
print(s.shape)
