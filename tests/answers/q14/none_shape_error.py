# 0/3: an error of the forward pass
import torch
a = torch.ones(2, 3)
b = torch.ones(2, 3)
try:
    (a @ b).sum().backward()
except RuntimeError as e:
    print("RuntimeError:", e)
