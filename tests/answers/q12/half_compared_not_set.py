# 1/3: == False compares and changes nothing
import torch
x = torch.tensor(4.0, requires_grad=True)
x.requires_grad == False
print(x.requires_grad)
