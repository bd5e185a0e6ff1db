# 0/4: nested lists
t = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
print(t[0])
print([row[-1] for row in t])
