# 2/2: a comprehension feeds the tensor
import torch
t = torch.tensor([i + 1 for i in range(5)])
print(t.tolist())
