# 1/3: backward a second time through a freed graph
import torch
x = torch.tensor(3.0, requires_grad=True)
y = x ** 2
y.backward()
try:
    y.backward()
except RuntimeError as e:
    print("RuntimeError", e)
