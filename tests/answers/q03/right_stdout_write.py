# 4/4: written to sys.stdout, without print
import sys
import torch
t = torch.rand(2, 3)
sys.stdout.write(str(t.shape) + "\n")
sys.stdout.write(str(t.dtype) + "\n")
