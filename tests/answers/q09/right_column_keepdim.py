# 3/3: the numbers as a column, and dimensions kept: each value has the shape (1, 1)
import torch
nums = torch.tensor([[4.], [7.], [9.], [2.], [5.]])
print(nums.max(dim=0, keepdim=True)[0], nums.min(dim=0, keepdim=True)[0], nums.mean(dim=0, keepdim=True))
