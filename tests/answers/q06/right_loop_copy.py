# 3/3: copied place by place in the same order
import torch
t = torch.tensor([[11, 12, 13], [21, 22, 23]])
new = torch.zeros(3, 2, dtype=torch.long)
k = 0
for row in t:
    for value in row:
        new[k // 2, k % 2] = value
        k += 1
print(new)
