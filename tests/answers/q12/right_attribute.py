# 3/3: the attribute set to False, bare last expression
import torch
t = torch.rand(2, 2, requires_grad=True)
t.requires_grad = False
t
