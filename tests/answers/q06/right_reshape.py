# 3/3: reshape
import torch
t = torch.tensor([[1, 2, 3], [4, 5, 6]])
print(t.reshape(3, 2))
