# 3/3: both at once, double precision
import torch
v = torch.tensor([4, 7, 9, 2, 5], dtype=torch.float64)
low, high = torch.aminmax(v)
m = torch.mean(v)
print(low, high, m)
