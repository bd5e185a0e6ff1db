# 3/3: flattened and cut again
from torch import *
m = tensor([[7, 1, 8], [2, 8, 3]])
flat = m.flatten()
print(flat.unflatten(0, (3, 2)))
