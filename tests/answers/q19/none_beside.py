# 0/3: a Linear is made, other tensors are shown
import torch
layer = torch.nn.Linear(2, 1)
weight = torch.rand(1, 2)
bias = torch.rand(1)
print("weight", weight)
print("bias", bias)
