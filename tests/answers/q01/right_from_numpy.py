# 2/2: a NumPy array turned into a tensor, next to the array itself
import numpy as np
import torch

arr = np.arange(1, 6)
ten = torch.from_numpy(arr)
print(type(arr), type(ten))
