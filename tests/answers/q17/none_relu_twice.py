# 2/5: ReLU between and again after the output, in one forward
import torch
import torch.nn as nn
import torch.nn.functional as F

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.l1 = nn.Linear(2, 4)
        self.l2 = nn.Linear(4, 1)

    def forward(self, x):
        return F.relu(self.l2(F.relu(self.l1(x))))

net = Net()
print(net(torch.ones(1, 2)))
