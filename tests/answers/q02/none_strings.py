# 0/4: str() of the tensor in place of an array
import torch
t = torch.tensor([10, 20, 30])
s = str(t)
print(s)
