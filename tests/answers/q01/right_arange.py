# 2/2: arange with the end left out, bare last expression
import torch
torch.arange(1, 6)
