# 2/4: zeros, never filled
import torch
t = torch.zeros((2, 3))
print(f"{t} {t.shape} {t.dtype}")
