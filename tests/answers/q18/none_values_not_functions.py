# 0/6: relu and sigmoid are tensors, not functions
import torch
x = torch.tensor([-1.0, 0.0, 1.0])
relu = torch.clamp(x, min=0)
sigmoid = 1 / (1 + torch.exp(-x))
print(relu, sigmoid)
