# 2/4: NumPy to tensor to NumPy; the array that becomes a tensor came from a list
import numpy as np
import torch
a = np.array([10, 20, 30])
t = torch.from_numpy(a)
b = t.numpy()
print(t, b)
