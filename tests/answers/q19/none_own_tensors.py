# 0/3: tensors of its own, no Linear
import torch
weight = torch.randn(2, 3)
bias = torch.zeros(2)
print(weight, bias)
