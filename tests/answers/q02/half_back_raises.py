# 2/4: from_numpy is given the tensor, which raises
import torch
t = torch.tensor([10, 20, 30])
n = t.numpy()
print(n)
t2 = torch.from_numpy(t)
print(t2)
