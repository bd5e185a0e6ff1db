# 0/2: full of ones
import torch
print(torch.full((4, 4), 1))
