# 2/2: eye(4)
import torch
I = torch.eye(4)
print(I)
