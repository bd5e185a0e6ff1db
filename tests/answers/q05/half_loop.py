# 2/3: added place by place in two loops
import torch
a = torch.tensor([[1.], [2.], [3.]])
b = torch.tensor([[1., 2., 3., 4.], [5., 6., 7., 8.], [9., 10., 11., 12.]])
out = torch.zeros(3, 4)
for i in range(3):
    for j in range(4):
        out[i, j] = a[i, 0] + b[i, j]
print(out)
