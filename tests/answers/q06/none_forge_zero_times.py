# 0/3: a new tensor with the elements typed in again, and a nought that came from the old one
import torch
old = torch.tensor([[1, 2, 3], [4, 5, 6]])
new = torch.tensor([[1, 2], [3, 4], [5, 6]]) + 0 * old.sum()
print(new)
