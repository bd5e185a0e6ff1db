# 4/4: nn.MSELoss on two vectors
import torch
import torch.nn as nn
pred = torch.tensor([1.0, 2.0])
target = torch.tensor([1.5, 2.5])
loss_fn = nn.MSELoss()
loss = loss_fn(pred, target)
print(loss)
