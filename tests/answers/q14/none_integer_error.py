# 0/3: another error: integers cannot track
import torch
try:
    x = torch.tensor([1, 2, 3], requires_grad=True)
    x.sum().backward()
except RuntimeError as e:
    print("got it:", e)
