# 2/2: nested comprehension
from torch import tensor
n = 4
E = tensor([[1.0 if r == c else 0.0 for c in range(n)] for r in range(n)])
print(E.tolist())
