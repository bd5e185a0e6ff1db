# 2/2: scalars collected in a loop and stacked
import torch

parts = []
for k in (1, 2, 3, 4, 5):
    parts.append(torch.tensor(float(k)))
result = torch.stack(parts)
print(result)
