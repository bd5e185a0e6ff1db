# 0/6: the same kernels through torch.ops and torch.special
import torch

def relu(x):
    return torch.ops.aten.relu(x)

def sigmoid(x):
    return torch.special.expit(x)

print(sigmoid(torch.tensor([0.0])))
