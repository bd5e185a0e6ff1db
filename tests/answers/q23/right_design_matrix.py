# 5/5: a table of x and ones, times a vector of two weights, in a plain script
import torch
x = torch.arange(1., 6.)
A = torch.stack([x, torch.ones(5)], dim=1)
t = torch.tensor([3., 5., 7., 9., 11.])
theta = torch.zeros(2, requires_grad=True)
opt = torch.optim.SGD([theta], lr=0.03)
losses = []
for i in range(1500):
    opt.zero_grad()
    loss = ((A @ theta - t) ** 2).mean()
    loss.backward()
    opt.step()
    losses.append(loss.item())
print(theta)
