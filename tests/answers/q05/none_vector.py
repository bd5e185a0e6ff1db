# 0/3: a (3,) operand raises
import torch
a = torch.tensor([1, 2, 3])
b = torch.arange(12).reshape(3, 4)
c = a + b
print(c)
