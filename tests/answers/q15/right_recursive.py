# 5/5: a function that calls itself
import torch

def step(w, left):
    if left == 0:
        return w
    v = w.clone().requires_grad_()
    ((v - 3) ** 2).backward()
    return step((v - 0.1 * v.grad).detach(), left - 1)

print(step(torch.tensor(1.0), 10).item())
