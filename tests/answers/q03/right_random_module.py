# 4/4: drawn by the random module in a nested comprehension
import random
import torch
rows = [[random.random() for _ in range(3)] for _ in range(2)]
t = torch.tensor(rows)
print(tuple(t.shape))
print(str(t.dtype))
