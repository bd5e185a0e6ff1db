# 3/3: a layer-like class
import torch
from torch import nn

class Reshape(nn.Module):
    def __init__(self, *shape):
        super().__init__()
        self.shape = shape

    def forward(self, x):
        return x.reshape(self.shape)

print(Reshape(3, 2)(torch.tensor([[9., 8., 7.], [6., 5., 4.]])))
