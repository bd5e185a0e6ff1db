# 0/3: a subclass whose requires_grad says what is wanted
import torch

class Liar(torch.Tensor):
    answers = [True, False]

    @property
    def requires_grad(self):
        return Liar.answers.pop(0)

x = torch.zeros(2).as_subclass(Liar)
print(x.requires_grad)
print(x.requires_grad)
