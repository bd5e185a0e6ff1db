# 4/4: random tensors
import torch
a = torch.rand(2, 2)
b = torch.rand(2, 2)
s = a + b
p = a @ b
print(f"{s=}")
print(f"{p=}")
