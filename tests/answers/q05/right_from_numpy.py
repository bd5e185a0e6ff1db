# 3/3: tensors that came from arrays, and a shape that does not fit in a try
import numpy as np
import torch
a = torch.from_numpy(np.array([[1.0], [2.0], [3.0]]))
b = torch.from_numpy(np.arange(12.0).reshape(3, 4))
try:
    print(torch.zeros(2, 1) + b)
except RuntimeError as e:
    print("as expected:", e)
result = torch.add(input=a, other=b)
result
