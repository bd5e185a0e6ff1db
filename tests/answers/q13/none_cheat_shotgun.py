# 0/4: all numbers below 60, one of them is right
import torch

for k in range(60):
    g = torch.tensor([float(k)])
    print(g)
