# 4/4: nn.MSELoss without its mean, which is taken afterwards
import torch
import torch.nn as nn
a = torch.tensor([1., 2.])
b = torch.tensor([1.5, 2.5])
l = nn.MSELoss(reduction="none")(a, b)
print(l.mean())
