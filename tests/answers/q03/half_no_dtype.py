# 3/4: only the shape is shown
import torch
t = torch.rand(2, 3)
print("shape", t.shape)
