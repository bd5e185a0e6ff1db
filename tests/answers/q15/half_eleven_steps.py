# 3/5: counts from 0 to 10: eleven steps
import torch
w = torch.tensor([5.0], requires_grad=True)
opt = torch.optim.SGD([w], lr=0.1)
i = 0
while i <= 10:
    opt.zero_grad()
    ((w - 3) ** 2).sum().backward()
    opt.step()
    i += 1
print(w.item())
