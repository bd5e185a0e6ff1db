# 0/6: the names asked for are missing
import torch

def my_activation(x):
    return torch.clamp(x, min=0)

def s(x):
    return 1 / (1 + torch.exp(-x))

print(my_activation(torch.tensor([-1., 1.])), s(torch.tensor([-1., 1.])))
