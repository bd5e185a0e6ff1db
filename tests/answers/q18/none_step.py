# 0/6: a step and a hard sigmoid
import torch

def relu(x):
    return (x > 0).float()

def sigmoid(x):
    return torch.clamp(x / 6 + 0.5, 0, 1)

print(relu(torch.tensor([0.3, -0.3])))
