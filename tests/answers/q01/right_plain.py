# 2/2: the textbook line, printed
import torch

x = torch.tensor([1, 2, 3, 4, 5])
print(x)
