# 4/4: seeded, size() and double precision
import torch as tc

tc.manual_seed(1234)
zufall = tc.rand(2, 3, dtype=tc.float64)
print("Größe:", zufall.size())
print("Typ:", zufall.dtype)
