# 2/2: zeros filled place by place
import torch
t = torch.zeros(5)
for i in range(5):
    t[i] = i + 1
print(t)
