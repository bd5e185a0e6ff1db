# 3/3: whole numbers, cast for the mean
import torch
x = torch.tensor([4, 7, 9, 2, 5])
print(torch.max(x), torch.min(x), torch.mean(x.float()))
