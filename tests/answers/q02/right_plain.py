# 4/4: numpy() and from_numpy()
import torch

t = torch.tensor([10, 20, 30])
n = t.numpy()
back = torch.from_numpy(n)
print(n, back)
