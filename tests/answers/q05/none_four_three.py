# 0/3: (4, 1) and (4, 3), rows and columns mixed up
import torch
a = torch.arange(4).reshape(4, 1)
b = torch.arange(12).reshape(4, 3)
print(a + b)
