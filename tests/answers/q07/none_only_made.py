# 0/3: a tensor and its device
import torch
x = torch.tensor([1.0, 2.0, 3.0])
print(x.device)
