# 0/2: five random numbers
import torch
x = torch.randint(1, 6, (5,))
print(x)
