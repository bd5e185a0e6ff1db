# 4/4: 10, 20, 30 from arange, so no literal to change
from torch import arange, from_numpy
ten = arange(10, 40, 10)
arr = ten.numpy()
print(arr)
print(from_numpy(arr))
