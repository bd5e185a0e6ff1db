# 4/4: a subclass of nn.Linear with an extra method
import torch
import torch.nn as nn

class Affine(nn.Linear):
    def formula(self):
        return f"y = {self.weight.tolist()} x + {self.bias.tolist()}"

a = Affine(2, 1)
print(a.formula())
res = a(torch.tensor([[7., -7.]]))
print(res)
