# 5/5: w and b as raw tensors with autograd, step by hand
import torch
x = torch.tensor([1., 2., 3., 4., 5.])
y = 2 * x + 1
w = torch.tensor(0.0, requires_grad=True)
b = torch.tensor(0.0, requires_grad=True)

def predict(v):
    return w * v + b

for i in range(1000):
    loss = ((predict(x) - y) ** 2).mean()
    loss.backward()
    with torch.no_grad():
        w -= 0.05 * w.grad
        b -= 0.05 * b.grad
        w.grad.zero_()
        b.grad.zero_()
print(w.item(), b.item(), loss.item())
