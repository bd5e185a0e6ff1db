# 0/4: tensor and array are both typed in, nothing is converted
import numpy as np
import torch
tensor = torch.tensor([10, 20, 30])
array = np.array([10, 20, 30])
print(tensor, array)
