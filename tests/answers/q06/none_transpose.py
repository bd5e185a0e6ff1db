# 0/3: .T has the shape and another order
import torch
t = torch.tensor([[1, 2, 3], [4, 5, 6]])
print(t.T)
