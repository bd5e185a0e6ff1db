# 0/3: to("cuda") without asking
import torch
x = torch.rand(2, 2)
x = x.to("cuda")
print(x)
