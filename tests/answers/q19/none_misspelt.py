# 0/3: parameter() does not exist: stops with an error
import torch
layer = torch.nn.Linear(2, 1)
for p in layer.parameter():
    print(p)
