# 1/3: the same wrong error, not caught
import torch
w = torch.ones(2, 2, requires_grad=True)
y = w + 1
y.backward()
