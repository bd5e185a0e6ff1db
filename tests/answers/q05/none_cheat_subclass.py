# 0/3: an object that claims the shapes
import torch

class Claim(torch.Tensor):
    shape = (3, 4)

    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        return torch.Size([3, 4])

c = torch.zeros(1).as_subclass(Claim)
print(c + c, c.shape)
