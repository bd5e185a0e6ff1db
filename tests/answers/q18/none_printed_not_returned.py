# 0/6: prints its results and returns nothing
import torch

def relu(x):
    print(torch.clamp(x, min=0))

def sigmoid(x):
    print(1 / (1 + torch.exp(-x)))

relu(torch.tensor([-1.0, 1.0]))
sigmoid(torch.tensor([-1.0, 1.0]))
