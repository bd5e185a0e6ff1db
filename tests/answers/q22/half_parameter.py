# 2/3: holds a Parameter of no layer
import torch
w = torch.nn.Parameter(torch.zeros(3))
o = torch.optim.SGD([w], lr=0.01)
print(o)
