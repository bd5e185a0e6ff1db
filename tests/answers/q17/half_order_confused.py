# 2/5: layers defined right, forward forgets the activation it made
import torch
from torch import nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(2, 4)
        self.relu = nn.ReLU()
        self.fc2 = nn.Linear(4, 1)

    def forward(self, x):
        return self.fc2(self.fc1(x))

model = Net()
print(model(torch.tensor([[1.0, 1.0]])))
