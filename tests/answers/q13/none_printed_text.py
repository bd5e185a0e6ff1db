# 0/4: 44 as text
print("x.grad = tensor(44.)")
