# 2/4: the round trip is right, the numbers are not those asked for
import torch

t = torch.tensor([1, 2, 3])
n = t.numpy()
back = torch.from_numpy(n)
print(n, back)
