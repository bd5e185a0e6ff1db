# 2/4: drawn, and nothing shown
import torch
x = torch.rand(2, 3)
