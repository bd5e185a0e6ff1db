# 2/2: the starter filled in, floats
# Q1 Code Task: make a 1-D tensor
import torch

numbers = torch.tensor([1., 2., 3., 4., 5.])
print("my tensor:", numbers)
print(numbers.shape)
