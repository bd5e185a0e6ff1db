# 1/3: a fresh tensor that has nothing to do with the first
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = torch.tensor([1.0, 2.0])
print(y.requires_grad)
