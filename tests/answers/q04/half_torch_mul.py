# 2/4: torch.mul is the element-wise product
import torch
a = torch.tensor([[3., 1.], [4., 1.]])
b = torch.tensor([[5., 9.], [2., 6.]])
add = torch.add(a, b)
matmul = torch.mul(a, b)
print(add, matmul)
