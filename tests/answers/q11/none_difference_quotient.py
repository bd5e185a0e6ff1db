# 0/4: a difference quotient, no autograd
import torch
x = torch.tensor(3.0, dtype=torch.float64)
h = 1e-6
print(((x + h) ** 2 - (x - h) ** 2) / (2 * h))
