# 0/4: the root of the mean square gives 0.5
import torch
a = torch.tensor([1.0, 2.0])
b = torch.tensor([1.5, 2.5])
rmse = torch.norm(a - b) / 2 ** 0.5
print(rmse)
