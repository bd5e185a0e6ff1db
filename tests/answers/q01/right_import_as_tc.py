# 2/2: torch under another name, float64
import torch as tc
v = tc.linspace(1, 5, 5, dtype=tc.float64)
print(v)
