# 0/3: t() is a transpose as well
import torch
x = torch.rand(2, 3)
y = x.t()
print(y.shape)
