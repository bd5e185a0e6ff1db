# 0/3: cpu() is the way back
import torch
x = torch.rand(3)
y = x.cpu()
print(y)
