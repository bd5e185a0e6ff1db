# 0/4: memory that nothing was written to
import torch
x = torch.empty(2, 3)
print(x)
