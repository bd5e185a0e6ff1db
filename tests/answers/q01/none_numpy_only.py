# 0/2: a NumPy array, no tensor
import numpy as np

x = np.array([1, 2, 3, 4, 5])
print(x, x.shape)
