# 0/2: five arguments instead of one list, which raises
import torch
x = torch.tensor(1, 2, 3, 4, 5)
print(x)
