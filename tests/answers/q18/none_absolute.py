# 3/6: relu is the absolute value
import torch

def relu(x):
    return torch.abs(x)

def sigmoid(x):
    return 1 / (1 + torch.exp(-x))
