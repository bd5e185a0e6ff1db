# 4/4: filled in place, the shape unpacked into two variables and these printed
import torch
t = torch.empty(2, 3)
torch.nn.init.uniform_(t)
print(t)
rows, cols = t.shape
print(rows, cols)
t.dtype
