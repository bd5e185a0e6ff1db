# 1/3: prints what is_available says
import torch
x = torch.ones(3)
print(torch.cuda.is_available(), x.device)
