# 1/2: range stops one too early, and so does the size
import torch
m = torch.zeros(3, 3)
for k in range(0, 3):
    m[k, k] = 1.0
print(m)
