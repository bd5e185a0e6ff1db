# 2/3: max and min, then mean() of whole numbers raises
import torch
t = torch.tensor([4, 7, 9, 2, 5])
print(t.max())
print(t.min())
print(t.mean())
