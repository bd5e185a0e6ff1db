# 3/3: Python's functions on a tensor of integers, the sum by the length
import torch
data = torch.tensor([4, 7, 9, 2, 5])
biggest = max(data).item()
smallest = min(data).item()
average = sum(data).item() / len(data)
print(biggest, smallest, average)
