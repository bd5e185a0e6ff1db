# 2/4: the sum, then @ on an int and a float tensor raises
import torch
a = torch.tensor([[1, 2], [3, 4]])
b = torch.tensor([[0.5, 1.5], [2.5, 3.5]])
print(a + b)
print(a @ b)
