# 0/4: whole numbers, only printed
import torch
x = torch.randint(0, 2, (2, 3))
print(x)
