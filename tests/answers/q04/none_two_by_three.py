# 0/4: two 2x3 tensors, and @ raises
import torch
a = torch.tensor([[1, 2, 3], [4, 5, 6]])
b = torch.tensor([[7, 8, 9], [1, 2, 3]])
print(a + b)
print(a @ b)
