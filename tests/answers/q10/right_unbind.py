# 4/4: unbind along both dimensions
import torch
t = torch.arange(9.).view(3, 3)
rows = t.unbind(0)
cols = t.unbind(1)
print(rows[0], cols[-1])
