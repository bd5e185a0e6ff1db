# 2/4: made, never applied
import torch.nn as nn
model = nn.Linear(3, 1)
print(model)
