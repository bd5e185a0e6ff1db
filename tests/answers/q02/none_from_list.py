# 0/4: from_numpy of a list raises
import torch
t = torch.from_numpy([10, 20, 30])
print(t.numpy())
