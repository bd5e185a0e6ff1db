# 1/3: the bias only
import torch
lin = torch.nn.Linear(2, 2)
print(f"{lin.bias}")
