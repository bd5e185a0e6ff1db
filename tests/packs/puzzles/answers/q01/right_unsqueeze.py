# 4/4
def outer(x, y):
    return x.unsqueeze(1) * y.unsqueeze(0)
