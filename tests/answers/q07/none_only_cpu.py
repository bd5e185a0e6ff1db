# 0/3: moves to the CPU and never asks
import torch
x = torch.tensor([1, 2, 3])
x = x.to("cpu")
print(x.device)
