# 0/3: backward without its brackets is never called
import torch
x = torch.tensor([1.0])
y = (x * 2).sum()
try:
    y.backward
except RuntimeError as e:
    print(e)
else:
    print("no error?")
