# 5/5: sizes from a list, and a start at which ReLU lets nothing through
import torch

sizes = [3, 4, 2]
weights = [torch.randn(i, o) for i, o in zip(sizes, sizes[1:])]
first = torch.full((sizes[1],), -50.0)
second = torch.randn(sizes[2])

a = torch.randn(2, 3)
for n, (w, b) in enumerate(zip(weights, [first, second])):
    z = a @ w + b
    a = torch.relu(z) if n < len(weights) - 1 else z
print(a)
