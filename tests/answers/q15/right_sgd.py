# 5/5: torch.optim.SGD
# Q15 Code Task: gradient descent
import torch
import torch.optim as optim

w = torch.tensor([0.0], requires_grad=True)
opt = optim.SGD([w], lr=0.1)
for step in range(1, 11):
    opt.zero_grad()
    loss = (w - 3).pow(2).sum()
    loss.backward()
    opt.step()
    print(f"step {step:2d}: w = {w.item():.4f}  loss = {loss.item():.4f}")
