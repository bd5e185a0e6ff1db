# 1/2: 3x3
import torch
I = torch.eye(3)
print(I)
