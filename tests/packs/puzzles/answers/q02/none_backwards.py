# 0/4: the sums run to the end
def running(x):
    return x.flip(0).cumsum(0).flip(0)
