# 0/3: a tensor is made, the list is measured
import torch
nums = [4, 7, 9, 2, 5]
t = torch.tensor(nums)
print(t)
print(max(nums), min(nums), sum(nums) / len(nums))
