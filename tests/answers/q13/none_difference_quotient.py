# 0/4: a difference quotient with plain numbers
def f(x):
    return 3 * x**3 + 2 * x**2 + 5

h = 1e-6
print(round((f(2 + h) - f(2 - h)) / (2 * h), 3))
