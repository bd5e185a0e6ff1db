# 0/3: mean() of whole numbers raises before the rest is reached
import torch
t = torch.tensor([4, 7, 9, 2, 5])
print("mean", t.mean())
print("max", t.max())
print("min", t.min())
