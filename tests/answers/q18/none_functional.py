# 3/6: relu calls F.relu, the sigmoid is by hand
import torch
import torch.nn.functional as F

def relu(x):
    return F.relu(x)

def sigmoid(x):
    return 1 / (1 + torch.exp(-x))
