# 1/3: Python's max and min, torch only for the mean
import torch
nums = [4, 7, 9, 2, 5]
print(max(nums), min(nums))
print(torch.tensor(nums).float().mean())
