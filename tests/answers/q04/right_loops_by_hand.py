# 4/4: the matrix product by three loops, the sum too
import torch
a = torch.tensor([[1, 2], [3, 4]])
b = torch.tensor([[5, 6], [7, 8]])
s = torch.zeros(2, 2)
p = torch.zeros(2, 2)
for i in range(2):
    for j in range(2):
        s[i, j] = a[i, j] + b[i, j]
        for k in range(2):
            p[i, j] += a[i, k] * b[k, j]
print(s)
print(p)
