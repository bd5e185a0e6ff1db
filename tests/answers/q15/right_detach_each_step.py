# 5/5: a fresh leaf in each step
import torch
w = torch.tensor(0.0, requires_grad=True)
lr = 1e-1
n = 0
while n < 10:
    f = (w - 3) * (w - 3)
    f.backward()
    w = (w - lr * w.grad).detach().requires_grad_(True)
    n += 1
w
