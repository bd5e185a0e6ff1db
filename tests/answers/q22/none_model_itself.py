# 0/3: the model itself in place of its parameters: stops with an error
import torch
model = torch.nn.Linear(2, 1)
optimizer = torch.optim.SGD(model, lr=0.01)
print(optimizer)
