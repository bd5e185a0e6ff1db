# 4/4: rand, shape and dtype printed
import torch
x = torch.rand(2, 3)
print(x)
print(x.shape)
print(x.dtype)
