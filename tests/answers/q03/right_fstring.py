# 4/4: an f-string shows both
import torch
t = torch.rand((2, 3))
print(f"shape={t.shape} dtype={t.dtype}")
