# 1/2: 5x5 by diag
import torch
print(torch.diag(torch.ones(5)))
