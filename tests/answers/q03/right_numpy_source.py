# 4/4: drawn by NumPy, then made a tensor
import numpy as np
import torch

arr = np.random.rand(2, 3)
t = torch.from_numpy(arr)
print(t, t.shape, t.dtype)
