# 3/6: the sigmoid is the tensor's own method
import torch

def relu(x):
    return x * (x > 0).float()

def sigmoid(x):
    return x.sigmoid()

print(sigmoid(torch.tensor([1.0, 2.0])))
