# 0/3: lists, + puts one behind the other
a = [[1], [2], [3]]
b = [[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]]
print(a + b)
