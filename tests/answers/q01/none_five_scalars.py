# 0/2: five tensors with one number each
import torch
a = torch.tensor(1)
b = torch.tensor(2)
c = torch.tensor(3)
d = torch.tensor(4)
e = torch.tensor(5)
print(a, b, c, d, e)
