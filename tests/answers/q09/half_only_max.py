# 1/3: only the largest
import torch
t = torch.tensor([4, 7, 9, 2, 5])
m = torch.max(t)
print(m)
