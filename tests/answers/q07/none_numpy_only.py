# 0/3: an array has no device to move to
import numpy as np
x = np.array([1, 2, 3])
x = x.to("cuda")
