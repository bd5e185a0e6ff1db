# 3/3: max(), min(), mean() of floats
import torch
t = torch.tensor([4.0, 7.0, 9.0, 2.0, 5.0])
print(t.max())
print(t.min())
print(t.mean())
