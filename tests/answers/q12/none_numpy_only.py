# 0/3: arrays never track
import numpy as np
x = np.array([1.0, 2.0])
y = x.copy()
print(y)
