# 0/6: calls torch.relu and torch.sigmoid
import torch

def relu(x):
    return torch.relu(x)

def sigmoid(x):
    return torch.sigmoid(x)

print(relu(torch.tensor([-1.0, 1.0])), sigmoid(torch.tensor([0.0])))
