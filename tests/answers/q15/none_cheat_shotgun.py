# 0/5: makes so many numbers that the right one is among them
import torch
w = torch.tensor(0.0)
for k in range(2600, 2750):
    w = torch.tensor(k / 1000 + 0.000877)
print(w)
