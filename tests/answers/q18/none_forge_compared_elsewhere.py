# 0/6: the library's functions inside; called by itself outside, as if to compare
import torch

def relu(x):
    return torch.relu(x)

def sigmoid(x):
    return torch.sigmoid(x)

print(torch.relu(torch.ones(2)), torch.sigmoid(torch.ones(2)))
