# 0/4: only the whole tensor is shown
import torch
t = torch.tensor([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
print(t)
