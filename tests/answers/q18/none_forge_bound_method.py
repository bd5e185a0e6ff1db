# 0/6: the tensor's own methods, taken out before they are called
import torch

def relu(x):
    f = x.relu
    return f()

def sigmoid(x):
    f = x.sigmoid
    return f()
