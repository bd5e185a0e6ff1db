# 0/4: an own class called ndarray, not NumPy's
import torch

class ndarray(list):
    pass

t = torch.tensor([10, 20, 30])
n = ndarray([10, 20, 30])
print(type(n), torch.tensor(list(n)))
