# 0/5: momentum 0.9 makes other steps
import torch
w = torch.tensor([0.0], requires_grad=True)
opt = torch.optim.SGD([w], lr=0.1, momentum=0.9)
for i in range(10):
    opt.zero_grad()
    ((w - 3) ** 2).sum().backward()
    opt.step()
print(w)
