# 4/4: both tensors cut from arange
from torch import arange, mm
left = arange(1, 5).reshape(2, 2)
right = arange(5, 9).view(2, 2)
print(left + right)
print(mm(left, right))
