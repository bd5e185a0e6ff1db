# 0/8: a function with the answers in it
import torch

def xor_net(x):
    return torch.tensor([[0.0], [1.0], [1.0], [0.0]])

X = torch.tensor([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])
print(xor_net(X))
