# 4/4
def running(x):
    return x.cumsum(0)
