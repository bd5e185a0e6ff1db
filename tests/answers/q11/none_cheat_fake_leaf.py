# 0/4: an object that has a grad
class Leaf:
    requires_grad = True
    is_leaf = True
    data = 3.0
    grad = 6.0

    def __torch_function__(self, func, types, args=(), kwargs=None):
        return True

x = Leaf()
print(x.grad, x.requires_grad)
