# 0/2: the loop forgets the last one
import torch
m = torch.zeros(4, 4)
for i in range(3):
    m[i, i] = 1
print(m)
