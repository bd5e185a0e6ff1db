# 0/4: NumPy only
import numpy as np
W = np.array([[1.0, 2.0]])
b = np.array([0.5])
print(W @ np.array([3.0, 4.0]) + b)
