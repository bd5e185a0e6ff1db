# 0/3: there is no gpu()
import torch
x = torch.tensor([1, 2])
x = x.gpu()
print(x)
