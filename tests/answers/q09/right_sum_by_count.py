# 3/3: the mean as sum over count
import torch
data = [4, 7, 9, 2, 5]
x = torch.tensor(data)
hi = x.max()
lo = x.min()
avg = x.sum() / x.numel()
hi, lo, avg
