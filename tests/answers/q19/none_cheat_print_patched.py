# 0/3: print replaced by a function that shows nothing
import builtins
import torch
layer = torch.nn.Linear(2, 1)
builtins.print = lambda *a, **k: None
print("weight and bias shown")
