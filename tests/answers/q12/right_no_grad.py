# 3/3: with torch.no_grad()
import torch
x = torch.tensor(5.0, requires_grad=True)
with torch.no_grad():
    y = x * 2
print(y.requires_grad)
