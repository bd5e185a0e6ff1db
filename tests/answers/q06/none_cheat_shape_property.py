# 0/3: a subclass that only says that its shape is (3, 2)
import torch

class Liar(torch.Tensor):
    @property
    def shape(self):
        return torch.Size([3, 2])

t = torch.tensor([[1, 2, 3], [4, 5, 6]]).as_subclass(Liar)
print(t.shape)
