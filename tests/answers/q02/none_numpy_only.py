# 0/4: NumPy from beginning to end
import numpy as np
a = np.array([10, 20, 30])
b = np.array(a)
print(a, b)
