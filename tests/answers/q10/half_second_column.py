# 2/4: the middle column
import torch
x = torch.tensor([[3., 6., 9.], [1., 5., 7.], [2., 4., 8.]])
print("first row", x[0])
print("last column", x[:, 1])
