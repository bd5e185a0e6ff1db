# 0/3: the module as the last expression
import torch.nn as nn
layer = nn.Linear(1, 1)
layer
