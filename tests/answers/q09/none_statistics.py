# 0/3: the statistics module
from statistics import mean
x = (4, 7, 9, 2, 5)
print(max(x), min(x), mean(x))
