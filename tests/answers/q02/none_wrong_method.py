# 0/4: to_numpy is the name in pandas
import torch
t = torch.tensor([10, 20, 30])
n = t.to_numpy()
print(torch.from_numpy(n))
