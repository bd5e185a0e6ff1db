# 2/4: made for 3 inputs, applied to 2: stops with an error
import torch
import torch.nn as nn
model = nn.Linear(3, 1)
x = torch.tensor([[1.0, 2.0]])
y = model(x)
print(y)
