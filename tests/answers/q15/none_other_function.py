# 0/5: (w + 3) squared
import torch
w = torch.tensor(0.0, requires_grad=True)
for i in range(10):
    ((w + 3) ** 2).backward()
    with torch.no_grad():
        w -= 0.1 * w.grad
    w.grad = None
print(w)
