# 3/3: the numbers come by way of an array, star import
import numpy as np
from torch import *
a = np.array([4, 7, 9, 2, 5], dtype=np.float32)
ten = from_numpy(a)
print(ten.max().numpy(), ten.min().numpy(), ten.mean().numpy())
