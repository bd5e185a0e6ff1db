# 0/4: NumPy from beginning to end
import numpy as np
x = np.random.rand(2, 3)
print(x.shape)
print(x.dtype)
