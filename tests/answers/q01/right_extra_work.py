# 2/2: other tensors and experiments around it
import torch
torch.manual_seed(42)

scalar = torch.tensor(7)
m = torch.rand(3, 3)
t = torch.IntTensor([1, 2, 3, 4, 5])   # this is the one
print(scalar.ndim, t.ndim, m.ndim)
print(t * 2)
print(t.dtype, t.shape, t.device)
