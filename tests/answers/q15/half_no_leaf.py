# 3/5: w is replaced by a result, which keeps no grad: fails in the second step
import torch
w = torch.tensor([1.0], requires_grad=True)
lr = 0.1
for i in range(10):
    loss = ((w - 3) ** 2).sum()
    loss.backward()
    w = w - lr * w.grad
print(w.item())
