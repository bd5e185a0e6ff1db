# 0/2: all ones
import torch
I = torch.ones(4, 4)
print(I)
