# 1/3: the tensor is deleted, which stops nothing
import torch
x = torch.tensor(2.0, requires_grad=True)
del x
print("no tracking any more")
