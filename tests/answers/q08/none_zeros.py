# 0/2: all zeros
import torch
I = torch.zeros(4, 4)
print(I)
