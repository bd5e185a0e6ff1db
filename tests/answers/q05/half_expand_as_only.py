# 1/3: the column is expanded and then never added
import torch
a = torch.tensor([[1.], [2.], [3.]])
b = torch.rand(3, 4)
c = a.expand_as(b)
print(c)
