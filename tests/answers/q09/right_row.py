# 3/3: the data kept as one row of five
import torch
x = torch.tensor([[4., 7., 9., 2., 5.]])
print(x.shape)
print(x.max(), x.min(), x.mean())
