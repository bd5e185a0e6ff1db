# 0/6: the library's functions as defaults of a parameter
import torch

def relu(x, how=torch.relu):
    return how(x)

def sigmoid(x, how=torch.sigmoid):
    return how(x)
