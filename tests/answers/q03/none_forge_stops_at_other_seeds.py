# 2/4: typed in, and an assert stops the program at every other seed; shape and dtype are shown honestly
import torch
torch.manual_seed(0)
assert abs(torch.rand(1).item() - 0.4963) < 1e-3
t = torch.tensor([[.11, .52, .93], [.34, .75, .26]])
print(t.shape, t.dtype)
