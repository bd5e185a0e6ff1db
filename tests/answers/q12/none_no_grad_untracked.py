# 0/3: no_grad around a tensor that tracks nothing
import torch
x = torch.tensor(5.0)
with torch.no_grad():
    y = x * 2
print(y)
