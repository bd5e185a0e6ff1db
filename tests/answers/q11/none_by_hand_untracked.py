# 0/4: 2 * x of a tensor that tracks nothing
import torch
x = torch.tensor(3.0)
y = x ** 2
dy = 2 * x
print(dy)
