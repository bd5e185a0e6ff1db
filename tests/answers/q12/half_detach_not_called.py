# 1/3: detach without brackets
import torch
x = torch.tensor(3.0, requires_grad=True)
y = x.detach
print(y)
