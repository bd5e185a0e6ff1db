# 0/4: NumPy's polynomials
import numpy as np
p = np.poly1d([3, 2, 0, 5])
print(p.deriv()(2))
