# 3/3: weights of a descent moved under no_grad, in a loop
import torch
ws = [torch.tensor(float(i), requires_grad=True) for i in range(3)]
for w in ws:
    ((w - 1) ** 2).backward()
    with torch.no_grad():
        new = w - 0.1 * w.grad
        w.copy_(new)
print([w.item() for w in ws])
