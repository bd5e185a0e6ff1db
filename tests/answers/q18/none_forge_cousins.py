# 0/6: cousins of ReLU and Sigmoid in torch that are the same for the right setting
import torch
import torch.nn.functional as F

def relu(x):
    return F.leaky_relu(x, 0.0)

def sigmoid(x):
    return F.glu(torch.cat([torch.ones_like(x), x], dim=-1), dim=-1)

print(relu(torch.tensor([-1.0, 2.0])), sigmoid(torch.tensor([-1.0, 2.0])))
