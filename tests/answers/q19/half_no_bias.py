# 2/3: bias=False, so there is none to show
import torch
lin = torch.nn.Linear(2, 2, bias=False)
for p in lin.parameters():
    print(p)
