# 1/2: a (1, 5) array was turned into a tensor
import numpy as np
import torch
arr = np.array([[1, 2, 3, 4, 5]])
t = torch.from_numpy(arr)
t
