# 0/2: torch.Tensor(5) makes room for five numbers, it does not count
import torch
x = torch.Tensor(5)
print(x.shape)
