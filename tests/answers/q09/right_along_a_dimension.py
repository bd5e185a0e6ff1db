# 3/3: max and min along a dimension give value and place
import torch
x = torch.tensor([4., 7., 9., 2., 5.])
value, place = torch.max(x, dim=0)
print(value, "at", place)
value2, place2 = torch.min(x, 0)
print(value2, "at", place2)
print(x.mean(dim=0))
