# 0/3: a whole number cannot track, which raises
import torch
x = torch.tensor([1, 2, 3], requires_grad=True)
print(x.detach())
