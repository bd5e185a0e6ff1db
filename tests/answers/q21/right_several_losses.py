# 4/4: three losses side by side
import torch
from torch import nn
a = torch.tensor([1.0, 2.0])
b = torch.tensor([1.5, 2.5])
for name, f in {"mse": nn.MSELoss(), "l1": nn.L1Loss(), "sum": nn.MSELoss(reduction="sum")}.items():
    print(name, f(a, b).item())
