# 1/3: nothing happens inside no_grad
import torch
x = torch.tensor(1.0, requires_grad=True)
with torch.no_grad():
    pass
y = x + 1
print(y)
