# 0/3: permute swaps the axes
import torch
x = torch.tensor([[1, 2, 3], [4, 5, 6]])
y = x.permute(1, 0)
print(y)
