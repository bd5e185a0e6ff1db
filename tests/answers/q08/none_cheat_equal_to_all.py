# 0/2: a subclass that equals everything
import torch

class Equal(torch.Tensor):
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        return True

    __eq__ = lambda self, other: True
    __hash__ = None

I = torch.zeros(4, 4).as_subclass(Equal)
print(I == 1)
