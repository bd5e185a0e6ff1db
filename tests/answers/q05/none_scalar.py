# 0/3: a number is added
import torch
b = torch.rand(3, 4)
print(b + 5)
