# 5/6: clamp_ changes its input
import torch
relu = lambda x: x.clamp_(min=0)
sigmoid = lambda x: 1 / (1 + torch.exp(-x))
print(relu(torch.randn(4)))
