# 0/2: NumPy only
import numpy as np
I = np.eye(4)
print(I)
