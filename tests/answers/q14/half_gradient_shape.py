# 1/3: backward is given a gradient of the wrong shape
import torch
x = torch.ones(3, requires_grad=True)
try:
    (x * x).backward(torch.ones(2))
except RuntimeError as err:
    print("error!", err)
