# 0/3: reshape to the wrong number of places raises
import torch
t = torch.tensor([[1, 2, 3], [4, 5, 6]])
print(t.reshape(3, 3))
