# 0/2: four ones in one dimension
import torch
I = torch.ones(4)
print(I)
