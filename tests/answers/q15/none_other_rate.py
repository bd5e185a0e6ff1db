# 0/5: rate 0.01
import torch
w = torch.tensor(0.0, requires_grad=True)
for i in range(10):
    loss = (w - 3) ** 2
    loss.backward()
    with torch.no_grad():
        w -= 0.01 * w.grad
        w.grad.zero_()
print(w)
