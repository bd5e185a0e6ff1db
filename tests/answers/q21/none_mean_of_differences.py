# 0/4: squares the mean difference's halves: not the loss, by luck 0.25
import torch
a = torch.tensor([1.0, 2.0])
b = torch.tensor([1.5, 2.5])
print((b.mean() - a.mean()) / 2)
