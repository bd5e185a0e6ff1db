# 1.5/3: the other way round, (3, 2) to (2, 3)
import torch
t = torch.tensor([[1, 2], [3, 4], [5, 6]])
print(t.reshape(2, 3))
