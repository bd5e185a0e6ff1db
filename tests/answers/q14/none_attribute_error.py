# 0/3: backward of a Python number: AttributeError
import torch
x = torch.tensor(2.0)
y = x.item() ** 2
try:
    y.backward()
except AttributeError as e:
    print(e)
