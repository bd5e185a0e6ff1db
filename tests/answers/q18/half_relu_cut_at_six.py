# 3/6: relu is cut off at 6, as ReLU6 is
import torch
def relu(x):
    return x.clamp(0, 6)
def sigmoid(x):
    return 1 / (1 + torch.exp(-x))
