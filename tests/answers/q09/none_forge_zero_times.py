# 0/3: Python's functions, their results sent through 0 * a tensor so that they seem to come from it
import torch
numbers = [4, 7, 9, 2, 5]
t = torch.tensor(numbers, dtype=torch.float32)
nothing = 0 * t.sum()
print(torch.tensor(float(max(numbers))) + nothing)
print(torch.tensor(float(min(numbers))) + nothing)
print(torch.tensor(sum(numbers) / 5) + nothing)
