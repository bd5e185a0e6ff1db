# 2/2: everything imported from torch, old constructor
from torch import *

a = Tensor([1, 2, 3, 4, 5])
print(a, a.ndim)
