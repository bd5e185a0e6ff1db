# 0/4: an array
import numpy as np
t = np.arange(9).reshape(3, 3)
print(t[0])
print(t[:, -1])
