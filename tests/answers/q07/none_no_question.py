# 0/3: cuda() without asking, which raises on a machine with no GPU
import torch
x = torch.tensor([1, 2, 3])
x = x.cuda()
print(x.device)
