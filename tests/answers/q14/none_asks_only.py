# 0/3: asks requires_grad and tells what would happen
import torch
x = torch.rand(3)
if x.requires_grad is False:
    print("x.backward() would fail because x is not tracked")
