# 3/3: loop over named_parameters
import torch.nn as nn
layer = nn.Linear(3, 2)
for name, param in layer.named_parameters():
    print(name, param)
