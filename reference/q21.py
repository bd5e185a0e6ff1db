"""Q21: the mean squared error of two vectors by `nn.MSELoss`."""

import torch
from torch import nn

prediction = torch.tensor([1.0, 2.0])
target = torch.tensor([1.5, 2.5])

loss = nn.MSELoss()(prediction, target)

if __name__ == "__main__":
    print(loss)
