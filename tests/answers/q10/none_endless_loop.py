# 0/4: both are right, then a loop that never ends
import torch
t = torch.tensor([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
print(t[0], t[:, -1])
i = 0
while True:
    if i > 3:
        i = 0
