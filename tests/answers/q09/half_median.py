# 2/3: the median in place of the mean
import torch
t = torch.tensor([4., 7., 9., 2., 5.])
print(t.max(), t.min(), t.median())
