# 4/4: Jupyter style, a bare tuple at the end
import torch
r = torch.rand(2, 3)
r.shape, r.dtype
