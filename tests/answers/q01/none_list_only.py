# 0/2: a Python list
import torch
x = [1, 2, 3, 4, 5]
print(x)
