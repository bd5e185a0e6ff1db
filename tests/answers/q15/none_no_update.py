# 0/5: gradients in a loop, w never changes
import torch
w = torch.tensor(0.0, requires_grad=True)
for i in range(10):
    loss = (w - 3) ** 2
    loss.backward()
    print(w.grad)
    w.grad.zero_()
print(w)
