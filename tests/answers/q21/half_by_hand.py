# 3/4: the mean of squares by hand
import torch
a = torch.tensor([1.0, 2.0])
b = torch.tensor([1.5, 2.5])
mse = ((a - b) ** 2).mean()
print(mse.item())
