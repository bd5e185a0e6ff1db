# 0/3: max, min and mean of other numbers
import torch
t = torch.tensor([1., 2., 3., 4., 10.])
print(t.max(), t.min(), t.mean())
