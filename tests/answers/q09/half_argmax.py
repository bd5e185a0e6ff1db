# 2/3: argmax is the place, not the value
import torch
t = torch.tensor([4., 7., 9., 2., 5.])
print("max", t.argmax())
print("min", t.min())
print("mean", t.mean())
