# 0/5: Adam in place of plain descent
import torch
w = torch.tensor([0.0], requires_grad=True)
opt = torch.optim.Adam([w], lr=0.1)
for i in range(10):
    opt.zero_grad()
    ((w - 3) ** 2).sum().backward()
    opt.step()
print(w)
