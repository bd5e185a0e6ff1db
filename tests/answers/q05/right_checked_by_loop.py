# 3/3: broadcast first, a loop only checks it
import torch
a = torch.tensor([[1.], [2.], [4.]])
b = torch.tensor([[3., 1., 4., 1.], [5., 9., 2., 6.], [5., 3., 5., 8.]])
c = a + b
for i in range(3):
    for j in range(4):
        assert c[i, j] == a[i, 0] + b[i, j]
print("ok", c)
