# 0/2: a NumPy array in a variable called tensor
import torch
import numpy as np
tensor = np.arange(1, 6)
print("tensor:", tensor)
