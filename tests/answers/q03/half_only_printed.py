# 2/4: the tensor is printed, its shape and dtype are not asked for
import torch
x = torch.rand(2, 3)
print(x)
