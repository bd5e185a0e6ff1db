# 4/4: a generator of its own
import torch

g = torch.Generator()
g.manual_seed(7)
x = torch.rand(2, 3, generator=g)
for what in (x.shape, x.dtype):
    print(what)
