# 2/4: the second tensor is made from a Python list again
import torch
t = torch.tensor([10, 20, 30])
n = t.numpy()
print(n)
t2 = torch.tensor([10, 20, 30])
print(t2)
