# 3/3: rows from comprehensions, star import
from torch import *
kolom = tensor([[r * 10] for r in range(1, 4)])
tabel = tensor([[r + c for c in range(4)] for r in range(3)])
print(tabel + kolom)
