# 0/5: the same with an optimiser and no zero_grad
import torch
w = torch.tensor([4.0], requires_grad=True)
opt = torch.optim.SGD([w], lr=0.1)
for _ in range(10):
    ((w - 3) ** 2).sum().backward()
    opt.step()
print(w.item())
