# 0/3: NumPy broadcasts too, but these are arrays
import numpy as np
a = np.array([[1], [2], [3]])
b = np.ones((3, 4))
print(a + b)
