# 3/5: w is replaced and stops tracking: fails in the second step
import torch
w = torch.tensor(0.0, requires_grad=True)
for i in range(10):
    loss = (w - 3) ** 2
    loss.backward()
    with torch.no_grad():
        w = w - 0.1 * w.grad
print(w)
