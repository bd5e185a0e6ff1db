# 0/2: six numbers
import torch
t = torch.arange(0, 6)
t
