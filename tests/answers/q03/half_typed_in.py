# 2/4: six numbers that look random, typed in
import torch
t = torch.tensor([[0.4963, 0.7682, 0.0885], [0.1320, 0.3074, 0.6341]])
print(t)
print(t.shape, t.dtype)
