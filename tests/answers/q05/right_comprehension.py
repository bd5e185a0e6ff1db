# 3/3: rows from comprehensions, star import
from torch import *
kolom = tensor([[r * 10] for r in (1, 2, 3)])
tabel = tensor([[r + c for c in (0, 1, 2, 3)] for r in (0, 1, 2)])
print(tabel + kolom)
