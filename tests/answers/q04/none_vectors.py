# 0/4: two vectors of two numbers
import torch
a = torch.tensor([1, 2])
b = torch.tensor([3, 4])
print(a + b)
print(a @ b)
