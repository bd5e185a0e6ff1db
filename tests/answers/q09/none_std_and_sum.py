# 0/3: other statistics
import torch
t = torch.tensor([4., 7., 9., 2., 5.])
print(t.sum(), t.std(), t.median())
