# 4/4: np.array there, torch.tensor back (copies)
import numpy as np
import torch

x = torch.tensor([10, 20, 30])
arr = np.array(x)
y = torch.tensor(arr)
print(type(arr), type(y))
