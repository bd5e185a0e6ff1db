# 0/2: nn.Identity is a layer
import torch.nn as nn
I = nn.Identity(4)
print(I)
