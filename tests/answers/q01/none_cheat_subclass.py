# 0/2: a subclass that says yes to every question, with other numbers in it
import torch

class Yes(torch.Tensor):
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        return True

x = torch.zeros(5).as_subclass(Yes)
print(x == 1)
