# 0/3: a vector of four
import torch
a = torch.rand(4)
b = torch.rand(3, 4)
print(a + b)
