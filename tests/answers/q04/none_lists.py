# 0/4: + on lists puts one behind the other
a = [[1, 2], [3, 4]]
b = [[5, 6], [7, 8]]
print(a + b)
print([[sum(x * y for x, y in zip(r, c)) for c in zip(*b)] for r in a])
