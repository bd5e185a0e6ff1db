# 0/4: Python lists: stops with an error
from torch import nn
print(nn.MSELoss()([1.0, 2.0], [1.5, 2.5]))
