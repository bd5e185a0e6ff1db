# 0/3: shows gradients, which are None
import torch
layer = torch.nn.Linear(2, 1)
for p in layer.parameters():
    print(p.grad)
