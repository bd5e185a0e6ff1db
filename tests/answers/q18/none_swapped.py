# 0/6: the two names are swapped
import torch

def sigmoid(x):
    return torch.clamp(x, min=0)

def relu(x):
    return 1 / (1 + torch.exp(-x))
