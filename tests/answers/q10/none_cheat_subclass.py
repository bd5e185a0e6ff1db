# 0/4: a subclass that hands itself out for every index
import torch

class Any(torch.Tensor):
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        return args[0] if args else True

t = torch.zeros(3, 3).as_subclass(Any)
row = t[0]
col = t[:, -1]
print(type(row), type(col))
