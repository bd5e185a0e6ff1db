# 0/3: prints the generator object
import torch
lin = torch.nn.Linear(3, 2)
print(lin.parameters())
