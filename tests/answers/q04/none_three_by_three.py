# 0/4: both right, for 3x3 tensors
import torch
a = torch.arange(9).reshape(3, 3)
b = torch.tensor([[1, 0, 2], [0, 3, 0], [4, 0, 5]])
print(a + b)
print(a @ b)
