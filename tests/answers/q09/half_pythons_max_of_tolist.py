# 1/3: the tensor is made a list again, and the list is measured
import torch
t = torch.tensor([4., 7., 9., 2., 5.])
print(max(t.tolist()), min(t.tolist()), t.mean())
