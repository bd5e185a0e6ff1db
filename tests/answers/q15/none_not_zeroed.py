# 0/5: gradients pile up from step to step
import torch
w = torch.tensor(0.0, requires_grad=True)
for i in range(10):
    loss = (w - 3) ** 2
    loss.backward()
    with torch.no_grad():
        w -= 0.1 * w.grad
print(w)
