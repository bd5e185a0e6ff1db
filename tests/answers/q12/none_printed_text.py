# 0/3: the answer as text
print("x.requires_grad: True")
print("y.requires_grad: False")
