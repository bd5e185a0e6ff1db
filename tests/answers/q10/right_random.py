# 4/4: random numbers, f-strings
import torch as tc
z = tc.rand(3, 3)
print(f"erste Zeile: {z[0]}")
print(f"letzte Spalte: {z[:, -1]}")
