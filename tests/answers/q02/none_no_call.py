# 0/4: t.numpy without brackets is the method itself
import torch
t = torch.tensor([10, 20, 30])
n = t.numpy
print(n)
