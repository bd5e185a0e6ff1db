# 0/3: never asks; cuda() replaced so that it does not raise
import torch

torch.Tensor.cuda = lambda self, *a, **k: self
x = torch.tensor([1, 2, 3])
x = x.cuda()
print(x)
