# 0/3: reshaped to the shape it has
import torch
t = torch.tensor([[1, 2, 3], [4, 5, 6]])
t = t.reshape(2, 3)
print(t)
