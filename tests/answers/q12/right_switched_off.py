# 3/3: requires_grad_(False) on the tensor itself
import torch as tc
w = tc.ones(3, requires_grad=True)
print("avant:", w.requires_grad)
w.requires_grad_(False)
print("après:", w.requires_grad)
