# 0/3: device="cuda" when it is made
import torch
x = torch.tensor([1.0, 2.0], device="cuda")
print(x)
