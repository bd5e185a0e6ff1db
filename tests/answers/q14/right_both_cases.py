# 3/3: loop over a tracked and an untracked tensor
import torch

for flag in (True, False):
    x = torch.tensor(1.5, requires_grad=flag)
    y = 4 * x
    try:
        y.backward()
    except RuntimeError as e:
        print("requires_grad =", flag, "-> RuntimeError:", e)
    else:
        print("requires_grad =", flag, "-> grad", x.grad.item())
