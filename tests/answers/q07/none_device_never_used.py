# 0/3: a device is named and nothing goes there
import torch
device = torch.device("cuda")
x = torch.tensor([3, 4])
print(device, x)
