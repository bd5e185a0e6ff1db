# 0/3: the data is printed, so the 9 and the 2 are on the screen
import torch
t = torch.tensor([4, 7, 9, 2, 5])
print(t)
