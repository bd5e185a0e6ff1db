# 4/4: arange, t[0, :] and t[:, 2], bare tuple
import torch
m = torch.arange(1, 10).reshape(3, 3)
m[0, :], m[:, 2]
