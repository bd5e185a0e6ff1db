# 4/4: the last row of the transpose is the last column
from torch import *
t = tensor([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6], [0.7, 0.8, 0.9]])
first, *others = t
print(first)
print(t.T[-1])
