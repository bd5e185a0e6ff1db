# 0/4: a tensor subclass that answers every torch function with True
import torch

class Yes(torch.Tensor):
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        return True

y = torch.zeros(2, 1).as_subclass(Yes)
model = lambda x: y
print("y:", model(None) == 1)
