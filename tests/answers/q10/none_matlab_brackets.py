# 0/4: round brackets, which raises
import torch
t = torch.tensor([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
print(t(0))
