# 2/4: the sum, then torch.dot, which wants vectors and raises
import torch
a = torch.tensor([[1, 2], [3, 4]])
b = torch.tensor([[5, 6], [7, 8]])
print(a + b)
print(torch.dot(a, b))
