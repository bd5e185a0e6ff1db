# 2/3: the mean is missing
import torch
t = torch.tensor([4, 7, 9, 2, 5])
print(t.max().item(), t.min().item())
