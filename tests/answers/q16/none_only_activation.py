# 0/4: a Module, but with no linear layer in it
import torch
import torch.nn as nn
model = nn.Sequential(nn.ReLU())
print(model(torch.tensor([[1.0, -2.0]])))
