# 0/4: nested lists
import random
x = [[random.random() for j in range(3)] for i in range(2)]
print(x, len(x), len(x[0]))
