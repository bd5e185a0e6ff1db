# 0/5: goes uphill: plus in place of minus
import torch
w = torch.tensor(0.0, requires_grad=True)
for i in range(10):
    loss = (w - 3) ** 2
    loss.backward()
    with torch.no_grad():
        w += 0.1 * w.grad
        w.grad.zero_()
print(w.item())
