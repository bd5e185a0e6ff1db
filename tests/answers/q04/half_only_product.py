# 2/4: only the matrix product
import torch
a = torch.rand(2, 2)
b = torch.rand(2, 2)
print(torch.matmul(a, b))
