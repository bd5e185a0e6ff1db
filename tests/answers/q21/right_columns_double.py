# 4/4: columns in float64
import torch as tc
a = tc.tensor([[1], [2]], dtype=tc.float64)
b = tc.tensor([[1.5], [2.5]], dtype=tc.float64)
fehler = tc.nn.MSELoss()(a, b)
print("Fehler", fehler)
