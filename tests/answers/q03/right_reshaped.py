# 4/4: six numbers reshaped, written with stdout.write
import sys
from torch import rand

six = rand(6)
grid = six.reshape(2, 3)
sys.stdout.write(f"{grid.shape} {grid.dtype}\n")
