# 0/3: an own class with a detach method
class Tensor:
    def __init__(self, value, requires_grad=False):
        self.value = value
        self.requires_grad = requires_grad

    def detach(self):
        return Tensor(self.value)

x = Tensor(3.0, requires_grad=True)
print(x.requires_grad, x.detach().requires_grad)
