# 0/4: t[:, -1] on a list raises, and the tensor comes too late
import torch
t = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
print(t[:, -1])
t = torch.tensor(t)
print(t[0])
