# 0/3: prints the module itself
import torch
lin = torch.nn.Linear(3, 2)
print(lin)
