# 3/3: a vector made a column by [:, None], in an f-string
import torch
v = torch.tensor([0.1, 0.2, 0.3])
m = torch.randn(3, 4)
print(f"{v[:, None].shape} + {m.shape} = {(v[:, None] + m).shape}")
print(f"{v[:, None] + m}")
