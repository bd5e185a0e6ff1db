# 4/4: target first
# Q21 Code Task: MSE
import torch
from torch import nn

y_true = torch.tensor([1.5, 2.5])
y_pred = torch.tensor([1.0, 2.0])
criterion = nn.MSELoss(reduction="mean")
criterion(y_true, y_pred)
