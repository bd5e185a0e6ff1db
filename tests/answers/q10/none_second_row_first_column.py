# 0/4: second row and first column
import torch
t = torch.arange(1, 10).reshape(3, 3)
a = t[1]
b = t[:, 0]
print(a, b)
