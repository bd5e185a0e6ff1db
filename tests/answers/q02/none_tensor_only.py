# 0/4: only the tensor is made
import torch
t = torch.tensor([10, 20, 30])
print(t)
