# 2/3: whole-number division makes the mean 5
import torch
t = torch.tensor([4, 7, 9, 2, 5])
print(t.max())
print(t.min())
print(t.sum() // 5)
