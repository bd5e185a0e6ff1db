# 4/4: kept in a class
import torch
from torch import nn

class Trainer:
    def __init__(self):
        self.criterion = nn.MSELoss()

    def evaluate(self, out, want):
        return self.criterion(torch.tensor(out), torch.tensor(want))

print(Trainer().evaluate([1.0, 2.0], [1.5, 2.5]))
