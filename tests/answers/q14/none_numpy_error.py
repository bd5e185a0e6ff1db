# 0/3: another error: .numpy() of a tracked tensor
import torch
x = torch.ones(2, requires_grad=True)
try:
    x.numpy()
except RuntimeError as e:
    print(e)
