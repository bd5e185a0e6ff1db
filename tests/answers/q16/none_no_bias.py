# 3/4: bias=False, so there is no b
import torch
import torch.nn as nn
model = nn.Linear(3, 1, bias=False)
print(model(torch.randn(4, 3)))
