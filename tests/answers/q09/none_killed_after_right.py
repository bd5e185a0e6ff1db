# 0/3: all three are right, then the process is ended without a word
import os
import torch
t = torch.tensor([4., 7., 9., 2., 5.])
print(t.max(), t.min(), t.mean(), flush=True)
os._exit(0)
