# 0/3: the class is named, no optimiser made
import torch
model = torch.nn.Linear(2, 1)
optimizer = torch.optim.SGD
print(optimizer)
