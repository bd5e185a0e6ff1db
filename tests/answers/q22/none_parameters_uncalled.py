# 0/3: parameters without brackets: stops with an error
import torch
model = torch.nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters, lr=0.01)
