# 0/5: the gradient by hand lacks its factor 2
import torch
w = torch.tensor(0.0)
for i in range(10):
    w = w - 0.1 * (w - 3)
print(w)
