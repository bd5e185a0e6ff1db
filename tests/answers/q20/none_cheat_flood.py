# 0/5: floods the search with tensors
import torch
pile = []
for i in range(400):
    pile.append(torch.randn(2, 2))
for i in range(400):
    y = pile[i] * 1.0
print(len(pile))
