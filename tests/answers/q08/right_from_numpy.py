# 2/2: NumPy's eye made a tensor
import numpy as np
import torch
a = np.eye(4)
t = torch.from_numpy(a)
print(t, t.dtype)
