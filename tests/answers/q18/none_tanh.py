# 3/6: tanh in place of the sigmoid
import torch

def relu(x):
    return torch.clamp(x, min=0)

def sigmoid(x):
    return (torch.exp(x) - torch.exp(-x)) / (torch.exp(x) + torch.exp(-x))

print(sigmoid(torch.tensor([0.0, 1.0])))
