# 1/2: one number in each row, (5, 1)
import torch

x = torch.tensor([[1], [2], [3], [4], [5]])
print(x)
