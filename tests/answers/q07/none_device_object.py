# 0/3: a device object of a GPU that may not be there
import torch
device = torch.device("cuda:0")
x = torch.zeros(3)
x = x.to(device)
print(x.device)
