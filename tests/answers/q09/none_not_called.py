# 0/3: the methods are named and not called
import torch
t = torch.tensor([4., 7., 9., 2., 5.])
print(t.max)
print(t.min)
print(t.mean)
