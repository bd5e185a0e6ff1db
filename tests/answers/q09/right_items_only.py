# 3/3: only numbers from item() are left
import torch
t = torch.tensor([4., 7., 9., 2., 5.])
biggest = t.max().item()
smallest = t.min().item()
average = t.mean().item()
print(biggest, smallest, average)
