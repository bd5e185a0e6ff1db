# 2/4: minus in place of plus, the product is right
import torch
p = torch.tensor([[6, 2], [4, 9]])
q = torch.tensor([[1, 7], [3, 5]])
print(p - q)
print(p @ q)
