# 2/4: back to a Python list, not to a tensor
import torch
t = torch.tensor([10, 20, 30])
arr = t.numpy()
back = arr.tolist()
print(arr, back)
