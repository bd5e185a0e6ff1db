# 1/3: another error of backward: the output is no scalar
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
try:
    (x * 2).backward()
except RuntimeError as e:
    print(e)
