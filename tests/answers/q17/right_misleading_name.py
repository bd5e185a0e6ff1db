# 5/5: the attribute is called sigmoid but is a ReLU
import torch
from torch import nn

class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer1 = nn.Linear(2, 4)
        self.sigmoid = nn.ReLU()   # war vorher Sigmoid
        self.layer2 = nn.Linear(4, 1)

    def forward(self, x):
        return self.layer2(self.sigmoid(self.layer1(x)))

print(Network()(torch.ones(5, 2)).shape)
