# 2/4: to NumPy and no way back
import torch
t = torch.tensor([10, 20, 30])
n = t.numpy()
print(n, type(n))
