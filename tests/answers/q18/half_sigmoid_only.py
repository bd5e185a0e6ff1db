# 3/6: sigmoid only
import torch

def sigmoid(x):
    return 1 / (1 + torch.exp(-x))

print(sigmoid(torch.zeros(3)))
