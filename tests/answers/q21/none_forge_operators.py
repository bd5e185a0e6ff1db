# 0/4: a tensor's subclass whose every operation gives a quarter
import torch
from torch import nn

class Quarter(torch.Tensor):
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        return torch.tensor(0.25)

said = torch.tensor([1.0, 2.0]).as_subclass(Quarter)
right = torch.tensor([1.5, 2.5]).as_subclass(Quarter)
print(nn.MSELoss()(said, right))
