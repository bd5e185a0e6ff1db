# 0/4: the formula, on a tensor that tracks nothing
import torch
x = torch.tensor(2.0)
print(9 * x**2 + 4 * x)
