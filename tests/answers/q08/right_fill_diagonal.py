# 2/2: fill_diagonal_
import torch
x = torch.zeros((4, 4))
x.fill_diagonal_(1)
