# 0/8: Python's own operator
for a in (0, 1):
    for b in (0, 1):
        print(a, b, a ^ b)
