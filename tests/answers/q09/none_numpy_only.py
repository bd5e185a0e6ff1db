# 0/3: NumPy's max, min and mean
import numpy as np
a = np.array([4, 7, 9, 2, 5])
print(a.max(), a.min(), a.mean())
