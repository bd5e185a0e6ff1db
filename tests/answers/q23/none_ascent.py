# 0/5: climbs the loss: a plus in place of a minus
import torch
x = torch.tensor([1., 2., 3., 4., 5.])
y = 2 * x + 1
w = torch.randn(1, requires_grad=True)
b = torch.randn(1, requires_grad=True)
for _ in range(30):
    loss = ((w * x + b - y) ** 2).mean()
    loss.backward()
    with torch.no_grad():
        w += 0.01 * w.grad
        b += 0.01 * b.grad
    w.grad = b.grad = None
print(loss, w, b)
