# 0/4: normal numbers, nothing shown
import torch
x = torch.randn(2, 3)
