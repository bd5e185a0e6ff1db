# 3/3: Python's max and min of a tensor: the comparing is PyTorch's
import torch
t = torch.tensor([4., 7., 9., 2., 5.])
print(max(t), min(t), t.mean())
