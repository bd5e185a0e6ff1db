# 0/6: the forward of the library's layers, called on nothing
import torch
from torch import nn

def relu(x):
    return nn.ReLU.forward(nn.Identity(), x)

def sigmoid(x):
    return nn.Sigmoid.forward(None, x)
