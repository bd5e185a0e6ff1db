# 3/3: the sum by x.__add__(y)
import torch
x = torch.randn(3, 1)
y = torch.randn(3, 4)
z = x.__add__(y)
print(z.size())
