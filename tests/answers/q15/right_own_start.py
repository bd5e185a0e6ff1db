# 5/5: starts at 8.5, w.data changed
import torch as tc
gewicht = tc.tensor(8.5, requires_grad=True)
rate = 0.1
for _ in range(10):
    verlust = (gewicht - 3.0) ** 2
    verlust.backward()
    gewicht.data -= rate * gewicht.grad
    gewicht.grad = None
print(gewicht.item())
