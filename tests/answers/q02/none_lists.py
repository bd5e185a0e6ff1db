# 0/4: tensor to list and back, no array anywhere
import torch
t = torch.tensor([10, 20, 30])
l = t.tolist()
t2 = torch.tensor(l)
print(l, t2)
