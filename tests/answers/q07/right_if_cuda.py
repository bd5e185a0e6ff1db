# 3/3: if, then cuda()
import torch
t = torch.rand(3)
if torch.cuda.is_available():
    t = t.cuda()
print(t, t.is_cuda)
