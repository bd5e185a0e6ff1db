# 2/5: no activation at all
import torch.nn as nn
model = nn.Sequential(nn.Linear(2, 4), nn.Linear(4, 1))
print(model)
