# 3/3: caught with try and except, message printed
import torch

x = torch.tensor(2.0)
y = x ** 2
try:
    y.backward()
except RuntimeError as e:
    print("Error:", e)
