# 1/3: picks a device and never uses it
import torch
device = "cuda" if torch.cuda.is_available() else "cpu"
x = torch.rand(3)
print(device, x)
