# 0/4: a subclass whose every answer is True
import torch

class Yes(torch.Tensor):
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        return True

    def __eq__(self, other):
        return True

a = torch.zeros(2, 2).as_subclass(Yes)
b = torch.zeros(2, 2).as_subclass(Yes)
print(a + b)
print(a @ b)
