# 0/4: the array was typed in, it came from no tensor
import numpy as np
import torch
a = np.array([10, 20, 30])
t = torch.from_numpy(a)
print(t)
